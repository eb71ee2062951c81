using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Model;

namespace MetricsSimulator.Configuration.Metrics;

/// <summary>Reads all metrics: first those of the catalogue with their changes, in its order, then the file's own. Not thread-safe.</summary>
internal sealed class MetricsReader
{
    private readonly Cursor _at;
    private readonly ImmutableArray<MetricReading> _readings;
    private readonly Dictionary<string, MetricReading> _byKey;

    private MetricsReader(Cursor at, ImmutableArray<MetricReading> readings)
    {
        _at = at;
        _readings = readings;
        _byKey = readings.ToDictionary(reading => reading.Key, StringComparer.Ordinal);
    }

    private ImmutableArray<MetricDefinition> Served =>
        [.. _readings.Where(reading => reading is { IsEnabled: true, Definition: not null }).Select(reading => reading.Definition!)];

    /// <summary>The metrics that are served, and the blocks from which they were read. After errors, they cannot run.</summary>
    /// <param name="at">The block <c>metrics</c>.</param>
    /// <param name="lower">The blocks below it, which it changes: those of a catalogue, or of a configuration.</param>
    public static (ImmutableArray<MetricDefinition> Metrics, MapNode Blocks) Read(Cursor at, MapNode lower)
    {
        if (at.Node is not (MapNode or ScalarNode { IsEmpty: true } or ScalarNode { IsNull: true }))
        {
            at.ReportMismatch("a map of names to blocks");
            return ([], lower);
        }

        var given = at.Node as MapNode ?? new MapNode(at.Node.Place, []);
        var merged = Merge(lower, given);
        var reader = new MetricsReader(at, [.. merged.Entries.Select(entry => MetricReader.Read(entry.Name, at.Enter(entry)))]);
        reader.CheckTogether();
        return (reader.Served, merged);
    }

    /// <summary>The blocks of a file over those of a catalogue.</summary>
    public static MapNode Merge(MapNode lower, MapNode upper)
    {
        var merged = ImmutableArray.CreateBuilder<MapEntry>();
        foreach (var entry in lower.Entries)
        {
            var over = upper.Find(entry.Name);
            if (over is null)
                merged.Add(entry with { IsInherited = true });
            else if (over.Value is ScalarNode { IsEmpty: true } or ScalarNode { IsNull: true })
                merged.Add(over with { Value = MetricForms.Table.Merge((MapNode)entry.Value, new MapNode(over.Value.Place, [])) });
            else if (over.Value is MapNode block)
                merged.Add(over with { Value = MetricForms.Table.Merge((MapNode)entry.Value, block) });
            else
                merged.Add(over);
        }

        merged.AddRange(upper.Entries.Where(entry => lower.Find(entry.Name) is null));
        return new MapNode(upper.Place, merged.ToImmutable());
    }

    private void CheckTogether()
    {
        foreach (var (key, parameter, violation) in SimulationModel.Violations(Served))
        {
            var reading = _byKey[key];
            if (parameter == "of" && ReportMissingParent(reading, ((ThinnedCounterDefinition)reading.Definition!).Of)) continue;
            if (parameter == "name" && reading.At.IsInherited && FindNamesake(reading) is { } namesake)
            {
                namesake.Report($"clashes with {reading.Key} of the {_at.Heritage}: {violation}");
                continue;
            }

            var owner = MetricForms.Table.Keys.FirstOrDefault(candidate => candidate.Name == parameter);
            if (owner is not null && reading.Keys!.IsGiven(owner)) reading.Keys.CursorOf(owner)!.Report(violation + Suggestion(reading, parameter));
            else if (!reading.At.IsInherited) reading.At.ReportKey(violation, owner == MetricKeys.Name ? MetricReader.NameFromKey : null);
            else reading.At.Errors.Add(PlaceOfCause(reading), $"{reading.At.Path}.{parameter}", violation, $"The metric is one of the {_at.Heritage}; it can be changed or left out (enabled: false).");
        }
    }

    // A metric of the catalogue that the file does not mention is correct, so the error comes from another block of the file.
    private Place PlaceOfCause(MetricReading reading)
    {
        var parent = reading.Definition is ThinnedCounterDefinition thinned ? _byKey.GetValueOrDefault(thinned.Of) : null;
        return parent is { At.IsInherited: false } ? parent.At.KeyPlace : _at.KeyPlace;
    }

    // A file may give one metric the name of another, which comes later in the catalogue.
    private Cursor? FindNamesake(MetricReading reading) => _readings
        .Where(other => other.Definition is not null && other.Keys!.IsGiven(MetricKeys.Name))
        .Where(other => other.Definition!.Name.StartsWith(reading.Definition!.Name, StringComparison.Ordinal)
            || reading.Definition.Name.StartsWith(other.Definition.Name, StringComparison.Ordinal))
        .Select(other => other.Keys!.CursorOf(MetricKeys.Name))
        .FirstOrDefault();

    private string Suggestion(MetricReading reading, string parameter)
    {
        if (parameter != "of" || reading.Definition is not ThinnedCounterDefinition { Of: var of }) return "";
        return _byKey.ContainsKey(of) ? "" : Spelling.Suggestion(of, _byKey.Keys);
    }

    /// <summary>Reports a parent that is left out or has errors of its own; false if neither is the case.</summary>
    private bool ReportMissingParent(MetricReading reading, string of)
    {
        if (!_byKey.TryGetValue(of, out var parent)) return false;
        if (parent.IsEnabled) return parent.Definition is null;
        const string Remedy = "Leave out both, or set 'of' to another counter.";
        if (reading.Keys!.IsGiven(MetricKeys.Of))
            (reading.Keys.CursorOf(MetricKeys.Of)! with { Meaning = Remedy }).Report($"{reading.Key} counts events of {of}, which is left out (enabled: false)");
        else
            (parent.Keys!.CursorOf(MetricKeys.Enabled)! with { Meaning = Remedy }).Report($"{of} cannot be left out while {reading.Key}, which counts its events, is served");
        return true;
    }
}
