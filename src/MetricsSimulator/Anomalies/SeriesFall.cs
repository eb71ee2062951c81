using MetricsSimulator.Metrics;

namespace MetricsSimulator.Anomalies;

/// <summary>A fall of a counter that an anomaly causes. Prometheus takes it for a restart.</summary>
/// <param name="Anomaly">The identifier of the anomaly.</param>
/// <param name="Name">The name of the series.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="From">The value that was shown last.</param>
/// <param name="To">The lower value that is shown now.</param>
public sealed record SeriesFall(string Anomaly, string Name, LabelSet Labels, double From, double To);
