using MetricsSimulator.Configuration.Catalogues;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;

namespace MetricsSimulator.Configuration.Metrics;

/// <summary>Turns one metric's block, merged with that of a catalogue, into a definition.</summary>
internal static class MetricReader
{
    /// <summary>The explanation of an error about a name, if the file does not give the name.</summary>
    public const string NameFromKey = "Without 'name', the name in Prometheus is the key.";

    /// <summary>Reads the block of a metric, and reports everything that is wrong with it.</summary>
    /// <param name="key">The name of the metric in the file.</param>
    /// <param name="at">The block.</param>
    /// <param name="change">Changes the values that were read, before they are checked together; null for nothing.</param>
    public static MetricReading Read(string key, Cursor at, Action<Block>? change = null)
    {
        var errorsBefore = at.Errors.Count;
        if (key.Length == 0) at.ReportKey("a metric needs a name");
        if (MetricForms.Table.Read(at) is not { } block) return new MetricReading(key, at, null, true, null);

        var isEnabled = block.Value(MetricKeys.Enabled);
        if (MetricForms.Find(block) is not { } form)
        {
            if (!block.IsBroken(MetricKeys.Type)) ReportMissingType(key, at);
            return new MetricReading(key, at, block, isEnabled, null);
        }

        block.DropWhatDoesNotApply(MetricForms.Variants, form);
        change?.Invoke(block);
        form.Check(block);
        var name = block.Has(MetricKeys.Name) ? block.Value(MetricKeys.Name) : key;
        if (block.IsBroken(MetricKeys.Name) || key.Length == 0 || !at.CheckKey(MetricDefinition.NameViolation(name), NameFromKey))
            return new MetricReading(key, at, block, isEnabled, null);
        var help = block.Has(MetricKeys.Help) ? block.Value(MetricKeys.Help) : $"{char.ToUpperInvariant(key[0])}{key[1..].Replace('_', ' ')} (simulated)";
        var names = new MetricNames(key, name, help, block.Value(MetricKeys.Labels));
        return new MetricReading(key, at, block, isEnabled, at.Errors.Count == errorsBefore ? form.Make(names, block) with { Unit = block.Value(MetricKeys.Unit) } : form.MakeStandIn(names, block));
    }

    private static void ReportMissingType(string key, Cursor at)
    {
        var known = Catalogue.MetricsOf(CatalogueName.ClaudeCode).Entries.Select(entry => entry.Name);
        at.ReportKey($"needs a type: {MetricKeys.Types}{Spelling.Suggestion(key, known.Where(name => name != key))}",
            "Only metrics of the catalogue already have a type.");
    }
}
