using System.Collections.Immutable;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Scoring.Judging;

/// <summary>What is scored: rules, on the histories of some seeds.</summary>
/// <param name="Rules">All rules, those that are recorded for others among them.</param>
/// <param name="Judged">The alerting rules.</param>
/// <param name="Seeds">The seeds.</param>
/// <param name="Time">The judged time.</param>
internal sealed record ScorePlan(ImmutableArray<EvaluatedRule> Rules, ImmutableArray<JudgedRule> Judged, ImmutableArray<ulong> Seeds, JudgedTime Time)
{
    /// <summary>The run of a seed, from <see cref="From"/> on, with the samples that scrapes leave.</summary>
    public Func<ulong, RecordedRun> RunOf { get; init; } = _ => throw new InvalidOperationException("The plan has no runs.");

    /// <summary>The beginning of the histories: before the judged time, as far as any rule looks back.</summary>
    public DateTimeOffset From => Time.From - Judged.Max(judged => judged.Rule.LookBack + judged.Scored.Timing.For + judged.Scored.Timing.KeepFiringFor + judged.Rule.Group.Interval);
}
