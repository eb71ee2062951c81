namespace MetricsSimulator.Randomness;

/// <summary>The number of n events that happen if each has probability p. The cost of a draw is bounded for every n.</summary>
internal static class BinomialDistribution
{
    /// <summary>The mean from which on rejection replaces inversion.</summary>
    public const double RejectionFrom = 10;

    /// <summary>The variance from which on a rounded normal draw gives the count.</summary>
    public const double NormalFrom = 1e8;

    /// <summary>The number of draws to reserve for one count.</summary>
    public const int DrawCount = 2 * Attempts;

    private const int Attempts = 32;

    /// <summary>Draws a count.</summary>
    /// <param name="trials">n: a whole number, 0 or more.</param>
    /// <param name="probability">p; below 0 counts as 0, above 1 as 1.</param>
    /// <param name="draws">At least <see cref="DrawCount"/> draws.</param>
    /// <returns>A whole number from 0 to <paramref name="trials"/>.</returns>
    public static double Draw(double trials, double probability, DrawStream draws)
    {
        if (trials <= 0 || !(probability > 0)) return 0;
        if (probability >= 1) return trials;
        return probability <= 0.5 ? DrawRare(trials, probability, draws) : trials - DrawRare(trials, 1 - probability, draws);
    }

    private static double DrawRare(double trials, double probability, DrawStream draws)
    {
        if (trials * probability < RejectionFrom) return Invert(trials, probability, draws.Uniform(0));
        var variance = trials * probability * (1 - probability);
        return variance < NormalFrom
            ? Reject(trials, probability, draws)
            : Math.Clamp(Math.Round(trials * probability + Math.Sqrt(variance) * draws.Normal(0)), 0, trials);
    }

    private static double Invert(double trials, double probability, double uniform)
    {
        var odds = probability / (1 - probability);
        var term = DeterministicMath.Exp(trials * LogOfComplement(probability));
        var cumulative = term;
        var count = 0;
        // With a mean below 10, the probability of a count beyond 70 is less than 2⁻⁵³.
        while (uniform > cumulative && count < Math.Min(trials, 70))
        {
            count++;
            term *= odds * (trials - count + 1) / count;
            cumulative += term;
        }

        return count;
    }

    /// <summary>ln(1 − p), without losing the digits of a small p.</summary>
    private static double LogOfComplement(double p) =>
        p < 1e-4 ? -p * (1 + p * (1.0 / 2 + p * (1.0 / 3 + p / 4))) : DeterministicMath.Log(1 - p);

    /// <summary>
    /// Transformed rejection. Source: Hörmann, "The generation of binomial random variates", Journal of Statistical Computation and
    /// Simulation 46 (1993), algorithm BTRS.
    /// </summary>
    private static double Reject(double trials, double probability, DrawStream draws)
    {
        var deviation = Math.Sqrt(trials * probability * (1 - probability));
        var b = 1.15 + 2.53 * deviation;
        var a = -0.0873 + 0.0248 * b + 0.01 * probability;
        var centre = trials * probability + 0.5;
        var sure = 0.92 - 4.2 / b;
        var alpha = (2.83 + 5.1 / b) * deviation;
        var logOdds = DeterministicMath.Log(probability / (1 - probability));
        var mode = Math.Floor((trials + 1) * probability);
        var atMode = LogFactorial.Of(mode) + LogFactorial.Of(trials - mode);

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var u = draws.Uniform(2 * attempt) - 0.5;
            var v = draws.Uniform(2 * attempt + 1);
            var distance = 0.5 - Math.Abs(u);
            var count = Math.Floor((2 * a / distance + b) * u + centre);
            if (distance >= 0.07 && v <= sure) return count;
            if (count < 0 || count > trials) continue;
            if (DeterministicMath.Log(v * alpha / (a / (distance * distance) + b))
                <= atMode - LogFactorial.Of(count) - LogFactorial.Of(trials - count) + (count - mode) * logOdds)
                return count;
        }

        // More than two thirds of all attempts succeed, so less than one draw in 2⁵⁰ comes here.
        return Math.Round(trials * probability);
    }
}
