namespace MetricsSimulator.Cli.Matrix;

/// <summary>What all processes of a team exported of a metric. Not thread-safe.</summary>
/// <param name="metric">The name of the metric.</param>
internal sealed class TrueTotal(string metric)
{
    /// <summary>The name of the metric.</summary>
    public string Metric => metric;

    /// <summary>The sum.</summary>
    public double Sum { get; private set; }

    /// <summary>Adds an amount; a negative one takes it away.</summary>
    public void Add(double amount) => Sum += amount;
}
