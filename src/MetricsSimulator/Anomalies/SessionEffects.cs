using System.Collections.Immutable;

namespace MetricsSimulator.Anomalies;

/// <summary>
/// What anomalies change in a session of a workload, compared with the same run without them. Outside the spans of all effects, the session is the same.
/// </summary>
/// <param name="Developer">The name of the developer.</param>
/// <param name="Session">The UUID of the session.</param>
/// <param name="Effects">The effects, in the order in which the anomalies begin. There may be none.</param>
public sealed record SessionEffects(string Developer, string Session, ImmutableArray<AnomalyEffect> Effects);
