namespace MetricsSimulator.Anomalies;

/// <summary>An anomaly that follows another.</summary>
/// <param name="After">How long after the beginning of the other it begins; zero or longer.</param>
/// <param name="Anomaly">Its definition, without a timing.</param>
public sealed record FollowingAnomaly(TimeSpan After, AnomalyDefinition Anomaly);
