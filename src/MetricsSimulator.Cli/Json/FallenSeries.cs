namespace MetricsSimulator.Cli.Json;

/// <summary>A counter that fell because of an anomaly.</summary>
/// <param name="Series">Its name and labels, as in PromQL.</param>
/// <param name="Count">How often it fell.</param>
/// <param name="First">The instant of the first sample that was lower than the one before, in UTC.</param>
/// <param name="Last">The instant of the last such sample, in UTC.</param>
internal sealed record FallenSeries(string Series, long Count, DateTimeOffset First, DateTimeOffset Last);
