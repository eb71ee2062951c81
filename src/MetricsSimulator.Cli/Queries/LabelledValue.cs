namespace MetricsSimulator.Cli.Queries;

/// <summary>A value of an answer.</summary>
/// <param name="Labels">Its labels.</param>
/// <param name="Value">The value.</param>
internal readonly record struct LabelledValue(LabelValues Labels, double Value);
