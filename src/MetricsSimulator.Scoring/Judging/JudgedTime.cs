namespace MetricsSimulator.Scoring.Judging;

/// <summary>The span of a history in which a rule is judged, the same for all rules. Before it lies the warm-up, in which rules see what they look back at.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="To">The instant after it.</param>
/// <param name="Grace">How long after the last evidence of an incident an alert may still begin to fire for it.</param>
public sealed record JudgedTime(DateTimeOffset From, DateTimeOffset To, TimeSpan Grace)
{
    /// <summary>The grace when none is given.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromMinutes(5);

    /// <summary>Its length.</summary>
    public TimeSpan Length => To - From;
}
