using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration.Anomalies;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Metrics;
using MetricsSimulator.Configuration.Patterns;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Model;
using MetricsSimulator.Sources;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Configuration.Scenarios;

/// <summary>Joins a scenario with the metrics of a configuration.</summary>
internal static class ScenarioResolver
{
    private const int MaximumPatterns = 1000;

    /// <summary>The scenario, and the metrics of the configuration merged with those of the scenario. After errors, they cannot run.</summary>
    /// <param name="draft">The scenario.</param>
    /// <param name="metrics">The metrics of the configuration.</param>
    /// <param name="sources">Its other sources.</param>
    /// <param name="blocks">The blocks from which they were read, which the scenario changes.</param>
    /// <param name="tick">The length of a tick.</param>
    public static (Scenario Scenario, ImmutableArray<MetricDefinition> Metrics, ImmutableArray<ConfigurationError> Errors) Resolve(
        ScenarioDraft draft, ImmutableArray<MetricDefinition> metrics, ImmutableArray<SourceDefinition> sources, MapNode blocks, TimeSpan tick)
    {
        var errors = new ErrorList();
        var scenario = Scenario.None;
        if (draft.IsConfiguration)
            errors.Add(draft.Root.Place, "", "this is a configuration: use it with --config");
        else if (ScenarioKeys.Table.Read(Cursor.Root(draft.Root, errors) with { Heritage = "configuration", Elsewhere = RelativeNumbers.Misplaced, IsAbsentLevelZero = draft.IsAbsentLevelZero }) is { } block)
        {
            var leftOut = blocks.Entries.Select(entry => entry.Name).Except(metrics.Select(metric => metric.Key), StringComparer.Ordinal).ToImmutableHashSet(StringComparer.Ordinal);
            if (block.CursorOf(ScenarioKeys.Metrics) is { } at)
            {
                var (served, merged) = MetricsReader.Read(at, blocks);
                // Report an error of a metric once, and not again for every pattern.
                if (errors.Count == 0) blocks = merged;
                metrics = served;
            }

            var repeats = block.Value(ScenarioKeys.Repeat);
            var reader = new AnomalyBlockReader(metrics, sources, tick);
            var phases = ReadPatterns(block, repeats, new PatternReader(metrics, blocks, leftOut, sources.OfType<WorkloadDefinition>().FirstOrDefault(), tick, reader));
            var anomalies = ReadAnomalies(block, repeats, phases, reader);
            var apart = ApartOf(block, phases, anomalies);
            if (errors.Count == 0) reader.CheckEffects(phases);
            if (errors.Count == 0) scenario = new Scenario(draft.Name, phases, repeats, anomalies, apart);
        }

        return (scenario, metrics, errors.ToSorted());
    }

    private static ImmutableArray<Phase> ReadPatterns(Block block, bool repeats, PatternReader reader)
    {
        if (block.CursorOf(ScenarioKeys.Patterns) is not { } at)
        {
            block.At.Report("a scenario needs patterns", "'patterns' is a list of blocks, each with a name and a duration.");
            return [];
        }

        Cursor[] items = [.. at.EnterItems("a list of patterns")];
        if (items.Length is 0 && at.Node is ListNode) at.Report("must have at least one pattern");
        if (items.Length > MaximumPatterns) at.Report(Rule.Broken($"must have at most {MaximumPatterns} patterns", items.Length));
        if (items.Length > MaximumPatterns) return [];
        return [.. items.Select((item, i) => reader.Read(item, isLast: i == items.Length - 1, repeats)).OfType<Phase>()];
    }

    private static TimeSpan? ApartOf(Block block, ImmutableArray<Phase> phases, ImmutableArray<AnomalyDefinition> anomalies)
    {
        if (block.CursorOf(ScenarioKeys.Apart) is not { } at || block.IsBroken(ScenarioKeys.Apart)) return null;
        var apart = block.Value(ScenarioKeys.Apart);
        var violation = Scenario.ApartViolation(apart, anomalies);
        foreach (var phase in phases) violation ??= Scenario.ApartViolation(apart, phase.Anomalies);
        if (violation is not null) at.Report(violation, "Anomalies with per_day share the day of 24 hours. Give fewer or shorter ones, or less time between them.");
        return apart;
    }

    private static ImmutableArray<AnomalyDefinition> ReadAnomalies(Block block, bool repeats, ImmutableArray<Phase> phases, AnomalyBlockReader reader)
    {
        if (block.CursorOf(ScenarioKeys.Anomalies) is not { } at) return [];
        var round = repeats && phases.All(phase => phase.Duration < TimeSpan.MaxValue)
            ? phases.Aggregate(TimeSpan.Zero, (sum, phase) => sum + phase.Duration)
            : TimeSpan.MaxValue;
        // Without a pattern, the round has no length to compare with. That error has been reported.
        return reader.ReadPlanned(at, new Playing("a round of the patterns", round == TimeSpan.Zero ? TimeSpan.MaxValue : round));
    }
}
