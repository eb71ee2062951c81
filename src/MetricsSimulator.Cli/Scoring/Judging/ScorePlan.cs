using System.Collections.Immutable;
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
    /// <summary>The time that comes before the judged time, because rules look back at it.</summary>
    public TimeSpan WarmUp => Judged.Max(judged => judged.Rule.LookBack + judged.Scored.Timing.For + judged.Scored.Timing.KeepFiringFor + judged.Rule.Group.Interval);

    /// <summary>The beginning of the histories.</summary>
    public DateTimeOffset From => Time.From - WarmUp;
}
