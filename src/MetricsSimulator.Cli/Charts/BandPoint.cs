namespace MetricsSimulator.Cli.Charts;

/// <summary>The edges of a band at an instant.</summary>
/// <param name="Instant">The instant.</param>
/// <param name="Lower">Its lower edge; NaN or infinite where there is no band.</param>
/// <param name="Upper">Its upper edge; not below the lower one.</param>
internal sealed record BandPoint(DateTimeOffset Instant, double Lower, double Upper);
