using System.Collections.Immutable;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Cli.Scoring.PromQL;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Scoring.Explanations;

/// <summary>What an alert did around an anomaly.</summary>
/// <param name="Judged">The alert.</param>
/// <param name="Compared">What it compares.</param>
/// <param name="Judgement">What it made of the anomaly; null if it does not read what the anomaly touched.</param>
/// <param name="Instances">Its instances that may be about the anomaly: the one that detected it, those that were active, and the others by their labels.</param>
/// <param name="OtherInstances">The number of further ones.</param>
internal sealed record ExplainedAlert(
    JudgedRule Judged, ComparedValue Compared, IncidentJudgement? Judgement, ImmutableArray<ExplainedInstance> Instances, int OtherInstances)
{
    /// <summary>Whether there are further instances whose values were not kept.</summary>
    public bool HasMore { get; init; }
}
