using System.Collections.Immutable;
using MetricsSimulator.Configuration.Anomalies;
using MetricsSimulator.Configuration.Cycles;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Workload;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Model;
using MetricsSimulator.Sources;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Configuration.Patterns;

/// <summary>Turns a pattern's block into a phase. Not thread-safe.</summary>
/// <param name="metrics">The metrics of the model.</param>
/// <param name="blocks">The blocks from which they were read.</param>
/// <param name="leftOut">The metrics that the configuration leaves out. A pattern may still name them.</param>
/// <param name="workload">The workload of the model; null for none.</param>
/// <param name="tick">The length of a tick.</param>
/// <param name="anomalyReader">Reads the anomalies.</param>
internal sealed class PatternReader(
    ImmutableArray<MetricDefinition> metrics, MapNode blocks, ImmutableHashSet<string> leftOut, WorkloadDefinition? workload, TimeSpan tick, AnomalyBlockReader anomalyReader)
{
    private bool _lacksWorkload;

    /// <summary>The phase. After an error, it has the parts that are known; null if the value is not a block.</summary>
    public Phase? Read(Cursor at, bool isLast, bool repeats)
    {
        if (PatternKeys.Table.Read(at) is not { } block) return null;
        var goesOn = isLast && !repeats;
        var duration = ReadDuration(block, goesOn);
        var phaseMetrics = new PhaseMetricsReader(metrics, blocks, leftOut, block).Read();
        var cycle = block.CursorOf(PatternKeys.Cycles) is { } cycles ? CycleReader.Read(cycles) : null;
        var playing = new Playing("the pattern", goesOn || block.IsBroken(PatternKeys.Duration) ? TimeSpan.MaxValue : duration);
        var anomalies = block.CursorOf(PatternKeys.Anomalies) is { } planned ? anomalyReader.ReadPlanned(planned, playing) : [];
        return new Phase(block.Value(PatternKeys.Name), duration, phaseMetrics, cycle, anomalies) { Sources = ReadWorkload(block) };
    }

    private ImmutableArray<SourceDefinition> ReadWorkload(Block block)
    {
        if (!block.Has(PatternKeys.Workload)) return [];
        var changed = PhaseWorkloadReader.Read(block.Find(PatternKeys.Workload), workload);
        if (workload is null && !_lacksWorkload)
        {
            // Once is enough for all patterns.
            _lacksWorkload = true;
            block.CursorOf(PatternKeys.Workload)!.ReportKey(
                "there is no team whose work could differ", "Play the scenario with --workload team, or add a block 'workload' to the configuration.");
        }

        return changed is null ? [] : [changed];
    }

    private TimeSpan ReadDuration(Block block, bool goesOn)
    {
        var duration = block.Value(PatternKeys.Duration);
        if (!block.Has(PatternKeys.Duration) && !goesOn)
            block.At.Report("a pattern needs a duration", "Only the last pattern with 'repeat: false' needs none, because it goes on for ever.");
        else if (duration < tick)
            block.CursorOf(PatternKeys.Duration)!.Report(Rule.Broken($"must be at least a tick, {DurationText.Format(tick)}", DurationText.Format(duration)));
        return duration;
    }
}
