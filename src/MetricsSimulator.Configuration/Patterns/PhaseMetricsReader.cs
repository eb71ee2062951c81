using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Metrics;
using MetricsSimulator.Configuration.Processes;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Model;

namespace MetricsSimulator.Configuration.Patterns;

/// <summary>The metrics during a pattern: their blocks with the changes of the pattern, read by the code that reads metrics. Not thread-safe.</summary>
internal sealed class PhaseMetricsReader
{
    private readonly ImmutableArray<MetricDefinition> _metrics;
    private readonly MapNode _blocks;
    private readonly ImmutableHashSet<string> _leftOut;
    private readonly PatternShortcuts _shortcuts;
    private readonly Cursor _at;
    private readonly MapNode _overrides;
    private readonly Dictionary<string, RelativeNumbers> _relative = new(StringComparer.Ordinal);

    /// <summary>Begins with a pattern.</summary>
    /// <param name="metrics">The metrics of the model.</param>
    /// <param name="blocks">The blocks from which they were read.</param>
    /// <param name="leftOut">The metrics that the configuration leaves out.</param>
    /// <param name="pattern">The pattern.</param>
    public PhaseMetricsReader(ImmutableArray<MetricDefinition> metrics, MapNode blocks, ImmutableHashSet<string> leftOut, Block pattern)
    {
        _metrics = metrics;
        _blocks = blocks;
        _leftOut = leftOut;
        _at = (pattern.CursorOf(PatternKeys.Overrides) ?? pattern.At with { Path = Cursor.Below(pattern.At.Path, PatternKeys.Overrides.Name) }) with { Meaning = null, Elsewhere = Misspelt };
        _overrides = ReadOverrides(pattern.Has(PatternKeys.Overrides));
        _shortcuts = new PatternShortcuts([.. metrics.Select(metric => metric.Key), .. leftOut], pattern, _overrides, _at);
    }

    /// <summary>The metrics, in the order of the model.</summary>
    public ImmutableArray<PhaseMetric> Read() => [.. _metrics.Select(Read)];

    private PhaseMetric Read(MetricDefinition metric)
    {
        var shortcut = _shortcuts.BlockOf(metric);
        var own = _overrides.Find(metric.Key);
        var definition = metric;
        if ((shortcut is not null || own is not null) && _blocks.Find(metric.Key) is { Value: MapNode block })
        {
            var lower = shortcut is null ? block : MetricForms.Table.Merge(block, shortcut);
            var merged = MetricForms.Table.Merge(lower, own?.Value as MapNode ?? new MapNode(_at.Node.Place, []));
            var entry = own is null ? new MapEntry(metric.Key, _at.KeyPlace, merged, IsInherited: true) : own with { Value = merged };
            definition = MetricReader.Read(metric.Key, _at.Enter(entry), read => _relative.GetValueOrDefault(metric.Key)?.Apply(metric, read)).Definition ?? metric;
        }

        _shortcuts.Check(definition);
        var scale = _shortcuts.ScaleOf(metric);
        return new PhaseMetric(definition, scale, GivesInitialValue(own?.Value as MapNode));
    }

    private static bool GivesInitialValue(MapNode? block) => block?.Find(PathKeys.InitialValue.Name) is not null
        || (block?.Find(HistogramForm.Arrivals.Name)?.Value is MapNode arrivals && GivesInitialValue(arrivals));

    /// <summary>The overrides of known metrics, without the keys that may not be changed.</summary>
    private MapNode ReadOverrides(bool isGiven)
    {
        if (!isGiven || _at.Node is ScalarNode { IsEmpty: true }) return new MapNode(_at.Node.Place, []);
        if (_at.Node is not MapNode map)
        {
            _at.ReportMismatch("a map of names to blocks");
            return new MapNode(_at.Node.Place, []);
        }

        var known = ImmutableArray.CreateBuilder<MapEntry>();
        foreach (var entry in map.Entries)
        {
            var metric = _at.Enter(entry);
            var isServed = _metrics.Any(one => one.Key == entry.Name);
            if (!isServed && _leftOut.Contains(entry.Name)) continue;
            if (!isServed && RelativeNumbers.Misplaced(entry.Name) is var (message, explanation))
                metric.ReportKey(message, explanation);
            else if (!isServed)
                metric.ReportKey($"there is no such metric{Spelling.Suggestion(entry.Name, _metrics.Select(one => one.Key))}", _metrics.Any() ? $"The metrics are {string.Join(", ", _metrics.Select(one => one.Key))}." : "There is no metric at all.");
            else if (entry.Value is MapNode block)
                known.Add(entry with { Value = WithoutRelative(entry.Name, metric, WithoutFixed(metric, block)) });
            else if (entry.Value is not ScalarNode { IsEmpty: true })
                metric.ReportMismatch("a block of keys");
        }

        return new MapNode(map.Place, known.ToImmutable());
    }

    private MapNode WithoutRelative(string metric, Cursor at, MapNode block)
    {
        _relative[metric] = RelativeNumbers.TakeFrom(at, ref block);
        return block;
    }

    // The key is not in the tables of metrics that read overrides.
    private static (string, string)? Misspelt(string name) => RelativeNumbers.Misplaced(name) is { } misplaced ? misplaced
        : Spelling.Suggestion(name, [RelativeNumbers.Relative.Name]) is { Length: > 0 } suggestion ? ($"unknown key{suggestion}", RelativeNumbers.Relative.Explanation) : null;

    private static MapNode WithoutFixed(Cursor at, MapNode block)
    {
        var kept = ImmutableArray.CreateBuilder<MapEntry>();
        foreach (var entry in block.Entries)
        {
            var key = at.Enter(entry);
            if (OverrideKeys.IsFixed(entry.Name))
                key.ReportKey("a pattern may not change this", $"It may change {string.Join(", ", OverrideKeys.Names)}.");
            else
                kept.Add(entry.Name == HistogramForm.Arrivals.Name && entry.Value is MapNode arrivals ? entry with { Value = WithoutFixed(key, arrivals) } : entry);
        }

        return new MapNode(block.Place, kept.ToImmutable());
    }
}
