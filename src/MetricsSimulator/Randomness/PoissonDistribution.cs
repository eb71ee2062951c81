namespace MetricsSimulator.Randomness;

/// <summary>
/// The number of events of a Poisson process in a span of time. The cost of a draw is bounded for every mean. Thread-safe.
/// </summary>
internal static class PoissonDistribution
{
    /// <summary>The mean from which on rejection replaces inversion.</summary>
    public const double RejectionFrom = 10;

    /// <summary>
    /// The mean from which on a rounded normal draw gives the count. There the skewness is 1e-4, and the acceptance test of the rejection would lose the
    /// digits that it needs.
    /// </summary>
    public const double NormalFrom = 1e8;

    /// <summary>The largest mean. A larger one is replaced by it, so that a count is always finite.</summary>
    public const double LargestMean = 1e300;

    /// <summary>The number of draws to reserve for one count.</summary>
    public const int DrawCount = 2 * Attempts;

    private const int Attempts = 64;

    /// <summary>Draws a count.</summary>
    /// <param name="mean">The mean, 0 or more; 0 gives 0.</param>
    /// <param name="draws">At least <see cref="DrawCount"/> draws.</param>
    /// <returns>A whole number, 0 or more.</returns>
    public static double Draw(double mean, DrawStream draws)
    {
        if (!(mean > 0)) return 0;
        if (mean < RejectionFrom) return Invert(mean, draws.Uniform(0));
        if (mean < NormalFrom) return Reject(mean, draws);
        mean = Math.Min(mean, LargestMean);
        return Math.Max(0, Math.Round(mean + Math.Sqrt(mean) * draws.Normal(0)));
    }

    /// <summary>The count for one uniform draw, by inversion of the distribution. The cost grows with the mean, which must be 500 or less.</summary>
    public static double Invert(double mean, double uniform)
    {
        var probability = DeterministicMath.Exp(-mean);
        var cumulative = probability;
        var count = 0;
        // The probability of a greater count is less than 2⁻⁵³.
        var most = mean < RejectionFrom ? 70 : mean + 12 * Math.Sqrt(mean) + 20;
        while (uniform > cumulative && count < most)
        {
            count++;
            probability *= mean / count;
            cumulative += probability;
        }

        return count;
    }

    /// <summary>
    /// Transformed rejection. Source: Hörmann, "The transformed rejection method for generating Poisson random variables", Insurance:
    /// Mathematics and Economics 12 (1993), algorithm PTRS.
    /// </summary>
    private static double Reject(double mean, DrawStream draws)
    {
        var logMean = DeterministicMath.Log(mean);
        var b = 0.931 + 2.53 * Math.Sqrt(mean);
        var a = -0.059 + 0.02483 * b;
        var logInverseAlpha = DeterministicMath.Log(1.1239 + 1.1328 / (b - 3.4));
        var sure = 0.9277 - 3.6224 / (b - 2);

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var u = draws.Uniform(2 * attempt) - 0.5;
            var v = draws.Uniform(2 * attempt + 1);
            var distance = 0.5 - Math.Abs(u);
            var count = Math.Floor((2 * a / distance + b) * u + mean + 0.43);
            if (distance >= 0.07 && v <= sure) return count;
            if (count < 0 || (distance < 0.013 && v > distance)) continue;
            if (DeterministicMath.Log(v) + logInverseAlpha - DeterministicMath.Log(a / (distance * distance) + b)
                <= count * logMean - mean - LogFactorial.Of(count))
                return count;
        }

        // More than half of all attempts succeed, so one draw in 2⁶⁴ comes here.
        return Math.Round(mean);
    }
}
