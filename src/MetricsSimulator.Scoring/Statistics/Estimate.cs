namespace MetricsSimulator.Scoring.Statistics;

/// <summary>An estimate with its 95 % confidence interval.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Low">The lower end of the interval.</param>
/// <param name="High">The upper end of the interval.</param>
public sealed record Estimate(double Value, double Low, double High)
{
    /// <summary>The probability below the upper end of a two-sided interval of 95 %.</summary>
    internal const double UpperProbability = 0.975;
}
