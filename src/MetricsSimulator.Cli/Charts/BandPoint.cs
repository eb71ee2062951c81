namespace MetricsSimulator.Cli.Charts;

/// <summary>Where a band lies at an instant.</summary>
/// <param name="Instant">When.</param>
/// <param name="Lower">Its lower edge; not a finite number where there is no band.</param>
/// <param name="Upper">Its upper edge, at or above the lower.</param>
internal readonly record struct BandPoint(DateTimeOffset Instant, double Lower, double Upper);
