namespace MetricsSimulator.Randomness;

/// <summary>
/// The number of events of a Poisson process in a span of time. The cost of a draw is bounded whatever the mean. Thread-safe.
/// </summary>
internal static class PoissonDistribution
{
    /// <summary>The mean from which on rejection takes over from inversion.</summary>
    public const double RejectionFrom = 10;

    /// <summary>
    /// The mean from which on the count is a rounded normal: there the skewness is 1e-4 and the terms of the rejection's test would lose the
    /// digits that it needs.
    /// </summary>
    public const double NormalFrom = 1e8;

    /// <summary>The largest mean: a larger one counts as this, so that a count is always a finite number.</summary>
    public const double LargestMean = 1e300;

    /// <summary>The draws that one count may use.</summary>
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

    private static double Invert(double mean, double uniform)
    {
        var probability = DeterministicMath.Exp(-mean);
        var cumulative = probability;
        var count = 0;
        // A mean below 10 has less than 2⁻⁵³ of its probability beyond 70.
        while (uniform > cumulative && count < 70)
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

        // More than half of all attempts succeed, so that this happens once in 2⁶⁴ draws.
        return Math.Round(mean);
    }
}
