namespace MetricsSimulator.Anomalies;

/// <summary>What an anomaly changes in a session of a workload.</summary>
/// <param name="Anomaly">The identifier of the anomaly.</param>
/// <param name="First">The first instant at which anything differs because of it, in UTC.</param>
/// <param name="Last">The last instant at which anything differs because of it, in UTC.</param>
public sealed record AnomalyEffect(string Anomaly, DateTimeOffset First, DateTimeOffset Last);
