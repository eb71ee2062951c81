using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Disturbances;

/// <summary>The facts about one state of a run that its anomalies depend on.</summary>
/// <param name="Metric">The key of the metric.</param>
/// <param name="Explosion">The explosions whose label sets it has; null for the metric's own.</param>
/// <param name="Labels">The label sets of the metric.</param>
/// <param name="Range">The label sets of the state.</param>
/// <param name="Scales">The factor for its rate in each phase.</param>
internal sealed record DisturbedState(string Metric, ExplosionFamily? Explosion, LabelSpace Labels, SeriesRange Range, ImmutableArray<double> Scales)
{
    /// <summary>Whether its labels churn.</summary>
    public bool HasChurn { get; } = Labels.Dimensions.Any(dimension => dimension.Lifetime is not null);
}
