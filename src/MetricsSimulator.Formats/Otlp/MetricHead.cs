namespace MetricsSimulator.Formats.Otlp;

/// <summary>The parts of a metric beside its points.</summary>
/// <param name="Before">What comes before the field of its data: name and description.</param>
/// <param name="Data">The field of its data.</param>
/// <param name="Inside">What follows the points in its data: temporality, and whether it is monotonic.</param>
/// <param name="After">What follows its data: the type that Prometheus knows.</param>
/// <param name="Bounds">The upper bounds of the buckets of a histogram; otherwise empty.</param>
internal sealed record MetricHead(byte[] Before, OtlpField Data, byte[] Inside, byte[] After, byte[] Bounds);
