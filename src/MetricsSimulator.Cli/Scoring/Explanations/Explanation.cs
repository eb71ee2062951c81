using System.Collections.Immutable;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Scoring.Incidents;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Scoring.Explanations;

/// <summary>Why alerts did or did not fire for an anomaly.</summary>
/// <param name="Name">The name of the anomaly.</param>
/// <param name="Incident">The anomaly.</param>
/// <param name="Time">The judged time.</param>
/// <param name="Alerts">The alerts, in the order of their files.</param>
internal sealed record Explanation(AnomalyName Name, Incident Incident, JudgedTime Time, ImmutableArray<ExplainedAlert> Alerts);
