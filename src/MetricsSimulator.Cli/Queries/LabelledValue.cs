namespace MetricsSimulator.Cli.Queries;

/// <summary>A value of an answer.</summary>
/// <param name="Labels">Its labels.</param>
/// <param name="Value">The value.</param>
internal sealed record LabelledValue(LabelValues Labels, double Value);
