namespace MetricsSimulator.PeerBench.Measuring;

/// <summary>Repeated measurements of one quantity, in the order they were taken.</summary>
internal sealed record Spread(double Min, double Median, double Max, IReadOnlyList<double> All)
{
    public static Spread? Of(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
            return null;
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[^1], values);
    }
}
