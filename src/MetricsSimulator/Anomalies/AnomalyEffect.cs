namespace MetricsSimulator.Anomalies;

/// <summary>What an anomaly changes in one session of a workload, compared with the same run without the anomaly.</summary>
/// <param name="Anomaly">The identifier of the anomaly.</param>
/// <param name="Developer">The name of the developer.</param>
/// <param name="Session">The UUID of the session.</param>
/// <param name="First">The first instant at which anything differs, in UTC; null if nothing does any more, because the anomaly was ended.</param>
/// <param name="Last">The last instant at which anything differs, in UTC; null as for <paramref name="First"/>.</param>
public sealed record AnomalyEffect(string Anomaly, string Developer, string Session, DateTimeOffset? First, DateTimeOffset? Last);
