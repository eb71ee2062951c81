using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Scoring.Reports;

/// <summary>The names of outcomes for programs.</summary>
internal static class OutcomeText
{
    /// <summary>The name: <c>already_firing</c>.</summary>
    public static string Of(IncidentOutcome outcome) => outcome switch
    {
        IncidentOutcome.Outside => "outside",
        IncidentOutcome.Masked => "masked",
        IncidentOutcome.Detected => "detected",
        IncidentOutcome.AlreadyFiring => "already_firing",
        IncidentOutcome.TooShort => "too_short",
        _ => "missed",
    };
}
