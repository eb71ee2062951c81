namespace MetricsSimulator.MetricDefinitions;

/// <summary>How the parameters of a metric are split over its label sets.</summary>
public enum PathSplit
{
    /// <summary>
    /// The parameters describe the total. Label set i with share w has its own path with initial value w·x₀, drift w·μ, volatility √w·σ
    /// and bounds w·[a, b], so that the sum of the paths is again the configured process (for
    /// <c>geometric_brownian</c> only in its mean: the sum of independent geometric paths varies less).
    /// </summary>
    Independent,

    /// <summary>The parameters describe the total, which has one path. The path of a label set is its share times that path.</summary>
    Shared,

    /// <summary>Every label set has its own path with the full parameters.</summary>
    PerSeries,
}
