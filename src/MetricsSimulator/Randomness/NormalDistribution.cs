namespace MetricsSimulator.Randomness;

/// <summary>The standard normal distribution: mean 0, variance 1. Thread-safe.</summary>
public static partial class NormalDistribution
{
    /// <summary>
    /// Φ⁻¹(p), with a relative error of about 1e-16. Source: Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution",
    /// Applied Statistics 37 (1988), routine PPND16.
    /// </summary>
    /// <param name="p">A probability above 0 and below 1.</param>
    public static double Quantile(double p)
    {
        var q = p - 0.5;
        return Math.Abs(q) <= CentralRadius ? CentralQuantile(q) : TailQuantile(q, Math.Min(p, 1 - p));
    }

    /// <summary>
    /// Φ(x), with an error below 1e-15. Source: West, "Better Approximations to Cumulative Normal Functions", Wilmott (2005), figure 2,
    /// after Hart, Computer Approximations (1968), approximation 5666.
    /// </summary>
    /// <param name="x">Any number.</param>
    public static double Cumulative(double x)
    {
        if (double.IsNaN(x)) return x;
        var distance = Math.Abs(x);
        if (distance > 37) return x > 0 ? 1 : 0;

        double tail;
        var density = DeterministicMath.Exp(-distance * distance / 2);
        if (distance < 7.07106781186547)
        {
            var numerator = ((((((3.52624965998911e-02 * distance + 0.700383064443688) * distance + 6.37396220353165) * distance
                + 33.912866078383) * distance + 112.079291497871) * distance + 221.213596169931) * distance) + 220.206867912376;
            var denominator = (((((((8.83883476483184e-02 * distance + 1.75566716318264) * distance + 16.064177579207) * distance
                + 86.7807322029461) * distance + 296.564248779674) * distance + 637.333633378831) * distance
                + 793.826512519948) * distance) + 440.413735824752;
            tail = density * numerator / denominator;
        }
        else
        {
            var fraction = distance + 1 / (distance + 2 / (distance + 3 / (distance + 4 / (distance + 0.65))));
            tail = density / fraction / 2.506628274631;
        }

        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>|p − ½| up to which the central approximation holds.</summary>
    internal const double CentralRadius = 0.425;

    /// <summary>√(−ln p) from which on the second approximation of the tail holds.</summary>
    internal const double FarTail = 5;

    /// <summary>Φ⁻¹(½ + q) for |q| ≤ <see cref="CentralRadius"/>.</summary>
    internal static double CentralQuantile(double q)
    {
        var r = 0.180625 - q * q;
        return q * Rational(r, A) / RationalOver(r, B);
    }

    /// <summary>Φ⁻¹ in the tails.</summary>
    /// <param name="q">p − ½, whose sign is the sign of the result.</param>
    /// <param name="p">The smaller of p and 1 − p.</param>
    internal static double TailQuantile(double q, double p)
    {
        var r = Math.Sqrt(-DeterministicMath.Log(p));
        var z = r <= FarTail
            ? Rational(r - 1.6, C) / RationalOver(r - 1.6, D)
            : Rational(r - FarTail, E) / RationalOver(r - FarTail, F);
        return q < 0 ? -z : z;
    }

    private static double Rational(double r, ReadOnlySpan<double> c) =>
        ((((((c[7] * r + c[6]) * r + c[5]) * r + c[4]) * r + c[3]) * r + c[2]) * r + c[1]) * r + c[0];

    private static double RationalOver(double r, ReadOnlySpan<double> c) =>
        ((((((c[6] * r + c[5]) * r + c[4]) * r + c[3]) * r + c[2]) * r + c[1]) * r + c[0]) * r + 1;
}
