namespace MetricsSimulator.Cli.Json;

/// <summary>A session of a workload that an anomaly touches.</summary>
/// <param name="Developer">The name of the developer.</param>
/// <param name="Session">The UUID of the session.</param>
/// <param name="First">The first instant at which anything differs because of the anomaly, in UTC.</param>
/// <param name="Last">The last such instant, in UTC.</param>
internal sealed record TouchedSession(string Developer, string Session, DateTimeOffset First, DateTimeOffset Last);
