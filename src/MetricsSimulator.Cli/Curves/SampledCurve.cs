namespace MetricsSimulator.Cli.Curves;

/// <summary>The values of a curve at regular steps.</summary>
/// <param name="Group">The value of the label that its series share; empty if they share none.</param>
/// <param name="Values">The values; NaN where it has none.</param>
internal sealed record SampledCurve(string Group, double[] Values)
{
    /// <summary>The quantile, from 0 to 1; null if it is none.</summary>
    public double? Quantile { get; init; }

    /// <summary>The name of the quantile; empty if it is none.</summary>
    public string QuantileName { get; init; } = "";

    /// <summary>The upper bound of the bucket whose observations it counts; null if it does not.</summary>
    public double? UpperBound { get; init; }

    /// <summary>The group and the name of the quantile.</summary>
    public string Name => Group.Length > 0 && QuantileName.Length > 0 ? $"{Group} {QuantileName}" : Group + QuantileName;
}
