using MetricsSimulator.Randomness;

namespace MetricsSimulator.Disturbances;

/// <summary>
/// The arrivals of a tick in which an anomaly acts on the intensity. The arrivals without the anomaly are drawn as usual; then some are added or
/// removed. So the numbers have the disturbed law, and all other draws stay the same.
/// </summary>
internal static class DisturbedArrivals
{
    /// <summary>Draws the arrivals.</summary>
    /// <param name="key">The key of the series.</param>
    /// <param name="tick">The tick.</param>
    /// <param name="mean">The mean without the anomaly.</param>
    /// <param name="disturbedMean">The mean with it.</param>
    public static (double Clean, double Disturbed) Draw(SeriesKey key, long tick, double mean, double disturbedMean)
    {
        var clean = PoissonDistribution.Draw(mean, new DrawStream(key, tick, DrawPurpose.Arrivals));
        if (disturbedMean == mean) return (clean, clean);
        var draws = new DrawStream(key, tick, DrawPurpose.AnomalyArrivals);
        return (clean, disturbedMean > mean
            ? clean + PoissonDistribution.Draw(disturbedMean - mean, draws)
            : BinomialDistribution.Draw(clean, disturbedMean / mean, draws));
    }
}
