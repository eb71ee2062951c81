namespace MetricsSimulator.Formats.Expositions;

/// <summary>The formats in which a snapshot is exposed to a scraper.</summary>
public enum ExpositionFormat
{
    /// <summary>The Prometheus text format 0.0.4.</summary>
    Text004,

    /// <summary>OpenMetrics under its first version number, 0.0.1: the same bytes as <see cref="OpenMetrics100"/>.</summary>
    OpenMetrics001,

    /// <summary>OpenMetrics 1.0.0.</summary>
    OpenMetrics100,
}
