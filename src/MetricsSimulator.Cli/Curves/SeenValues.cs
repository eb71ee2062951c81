namespace MetricsSimulator.Cli.Curves;

/// <summary>The values of a label set when it was last present. One thread at a time.</summary>
/// <param name="stride">The number of its values.</param>
internal sealed class SeenValues(int stride)
{
    /// <summary>The values; of no meaning while <see cref="Tick"/> is null.</summary>
    public double[] Values { get; } = new double[stride];

    /// <summary>The tick at which it was last present; null if it never was.</summary>
    public long? Tick { get; set; }
}
