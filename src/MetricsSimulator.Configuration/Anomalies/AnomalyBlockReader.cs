using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Model;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>Turns the block of an anomaly into a definition. Not thread-safe.</summary>
/// <param name="metrics">The metrics of the model.</param>
/// <param name="sources">Its other sources.</param>
/// <param name="tick">The length of a tick; zero if nothing is planned.</param>
internal sealed class AnomalyBlockReader(ImmutableArray<MetricDefinition> metrics, ImmutableArray<SourceDefinition> sources, TimeSpan tick)
{
    private readonly AnomalyTargetReader _targets = new(metrics, sources);
    private readonly List<(Block Block, AnomalyDefinition Definition)> _read = [];

    /// <summary>The anomalies of a list that have no errors.</summary>
    /// <param name="at">The list.</param>
    /// <param name="playing">The round or pattern from whose start their times count.</param>
    public ImmutableArray<AnomalyDefinition> ReadPlanned(Cursor at, Playing playing)
    {
        var timings = new AnomalyTimingReader(playing, tick);
        return [.. at.EnterItems("a list of anomalies").Select(item => Read(item, timings.Read, AnomalyTarget.None, 0)).OfType<AnomalyDefinition>()];
    }

    /// <summary>An anomaly without a timing; null if there are errors.</summary>
    public AnomalyDefinition? ReadInjected(Cursor at) => Read(at, AnomalyTimingReader.RefuseInjected, AnomalyTarget.None, 0);

    /// <summary>Reports each anomaly read so far that can change nothing.</summary>
    /// <param name="phases">The phases in which they may act.</param>
    public void CheckEffects(ImmutableArray<Phase> phases)
    {
        foreach (var (block, definition) in _read)
        {
            if (definition.ViolationWith(metrics, sources, phases) is not { } broken) continue;
            var key = broken.Key == AnomalyKeys.Matchers.Name ? block.CursorOf(AnomalyKeys.Matchers) : block.CursorOf(AnomalyKeys.Metric);
            (key ?? block.At).Report(broken.Violation);
        }
    }

    /// <summary>Reports each anomaly read so far that lacks something to do what its kind says. A scenario may be played with it all the same, to show what its fault needs.</summary>
    public void CheckCautions()
    {
        foreach (var (block, definition) in _read)
            foreach (var source in sources)
                if (source.Caution(definition) is { } caution) (block.CursorOf(AnomalyKeys.Kind) ?? block.At).Report(caution);
    }

    private AnomalyDefinition? Read(Cursor at, Func<Block, AnomalyTiming?> readTiming, AnomalyTarget before, int depth)
    {
        var errorsBefore = at.Errors.Count;
        if (AnomalyKeys.Table.Read(at) is not { } block) return null;
        if (!block.Has(AnomalyKeys.Kind)) at.ReportMissing(new MissingKey(AnomalyKeys.Kind.Name), $"The kinds are {AnomalyNameKind.Names}.");
        if (!block.Has(AnomalyKeys.Duration)) at.ReportMissing(new MissingKey(AnomalyKeys.Duration.Name), AnomalyKeys.Duration.Explanation);
        var timing = readTiming(block);
        var kind = block.Value(AnomalyKeys.Kind);
        var target = kind is null ? AnomalyTarget.None : _targets.Read(block, kind, before);
        if (kind is not null) CheckStrength(block, kind, _targets.IsMeantForWorkload(block, kind, before));
        var then = ReadFollowing(block, kind is null ? before : target, depth);
        if (at.Errors.Count > errorsBefore) return null;
        var definition = new AnomalyDefinition(
            kind!, target.Metric, block.Value(AnomalyKeys.Duration), target.Matchers, block.Value(AnomalyKeys.Onset),
            block.Has(AnomalyKeys.Magnitude) ? block.Value(AnomalyKeys.Magnitude) : null,
            block.Has(AnomalyKeys.Label) ? block.Value(AnomalyKeys.Label) : null, timing, then);
        _read.Add((block, definition));
        return definition;
    }

    private static void CheckStrength(Block block, AnomalyKind kind, bool isOfWorkload)
    {
        if (block.CursorOf(AnomalyKeys.Magnitude) is { } magnitude && !block.IsBroken(AnomalyKeys.Magnitude))
            (magnitude with { Meaning = kind.MagnitudeMeaning is { } meaning ? $"The magnitude of {kind.Name} is {meaning}." : kind.Summary })
                .Check(isOfWorkload ? AnomalyDefinition.MagnitudeViolation(kind, null, block.Value(AnomalyKeys.Magnitude)) : kind.MagnitudeViolation(block.Value(AnomalyKeys.Magnitude)));
        if (block.CursorOf(AnomalyKeys.Onset) is not { } onset || block.IsBroken(AnomalyKeys.Onset)) return;
        var duration = block.Has(AnomalyKeys.Duration) && !block.IsBroken(AnomalyKeys.Duration) ? block.Value(AnomalyKeys.Duration) : TimeSpan.MaxValue;
        onset.Check(AnomalyDefinition.OnsetViolation(kind, block.Value(AnomalyKeys.Onset), duration));
    }

    private ImmutableArray<FollowingAnomaly> ReadFollowing(Block block, AnomalyTarget target, int depth)
    {
        if (block.CursorOf(AnomalyKeys.Then) is not { } at) return [];
        if (depth == AnomalyDefinition.MaximumDepth)
        {
            at.ReportKey($"anomalies may be nested at most {AnomalyDefinition.MaximumDepth} levels deep");
            return [];
        }

        var following = ImmutableArray.CreateBuilder<FollowingAnomaly>();
        foreach (var item in at.EnterItems("a list of anomalies"))
        {
            var after = TimeSpan.Zero;
            var definition = Read(item, one =>
            {
                after = one.Value(AnomalyKeys.After);
                AnomalyTimingReader.RefuseFollowing(one);
                return null;
            }, target, depth + 1);
            if (definition is not null) following.Add(new FollowingAnomaly(after, definition));
        }

        return following.ToImmutable();
    }
}
