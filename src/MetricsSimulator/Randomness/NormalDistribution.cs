using System.Runtime.CompilerServices;
using MetricsSimulator.Randomness.Lanes;

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
        return Math.Abs(q) <= CentralRadius ? CentralQuantile(new OneNumber(q)).Value : TailQuantile(q, Math.Min(p, 1 - p));
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

    /// <summary>The largest |p − ½| for the central approximation.</summary>
    internal const double CentralRadius = 0.425;

    /// <summary>The √(−ln p) from which on the approximation of the far tail is used.</summary>
    internal const double FarTail = 5;

    /// <summary>Φ⁻¹(½ + q) for |q| ≤ <see cref="CentralRadius"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T CentralQuantile<T>(T q)
        where T : struct, INumberLanes<T>
    {
        var r = T.Create(0.180625) - q * q;
        return q * Polynomial(r, A0, A1, A2, A3, A4, A5, A6, A7) / Polynomial(r, 1, B1, B2, B3, B4, B5, B6, B7);
    }

    /// <summary>|Φ⁻¹| in the tails, except the far tails.</summary>
    /// <param name="r">√(−ln p), at most <see cref="FarTail"/>, where p is the smaller of the probability and its complement.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T NearTailQuantile<T>(T r)
        where T : struct, INumberLanes<T>
    {
        var t = r - T.Create(1.6);
        return Polynomial(t, C0, C1, C2, C3, C4, C5, C6, C7) / Polynomial(t, 1, D1, D2, D3, D4, D5, D6, D7);
    }

    /// <summary>|Φ⁻¹| in the far tails.</summary>
    /// <param name="r">√(−ln p), at least <see cref="FarTail"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T FarTailQuantile<T>(T r)
        where T : struct, INumberLanes<T>
    {
        var t = r - T.Create(FarTail);
        return Polynomial(t, E0, E1, E2, E3, E4, E5, E6, E7) / Polynomial(t, 1, F1, F2, F3, F4, F5, F6, F7);
    }

    /// <summary>√(−ln p).</summary>
    /// <param name="p">A probability above 0 and at most ½.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T TailDistance<T>(T p)
        where T : struct, INumberLanes<T> =>
        T.Sqrt(T.Create(0) - DeterministicMath.LogOfNormal(p));

    /// <summary>Φ⁻¹ in the tails.</summary>
    /// <param name="q">p − ½, whose sign is the sign of the result.</param>
    /// <param name="p">The smaller of p and 1 − p.</param>
    internal static double TailQuantile(double q, double p)
    {
        var r = TailDistance(new OneNumber(p));
        return Math.CopySign(r.Value <= FarTail ? NearTailQuantile(r).Value : FarTailQuantile(r).Value, q);
    }

    // Estrin's order: its four pairs are independent of each other, unlike the eight steps of Horner's.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Polynomial<T>(T x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7)
        where T : struct, INumberLanes<T>
    {
        var x2 = x * x;
        var low = T.FusedMultiplyAdd(Pair(x, c2, c3), x2, Pair(x, c0, c1));
        var high = T.FusedMultiplyAdd(Pair(x, c6, c7), x2, Pair(x, c4, c5));
        return T.FusedMultiplyAdd(high, x2 * x2, low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Pair<T>(T x, double constant, double slope)
        where T : struct, INumberLanes<T> =>
        T.FusedMultiplyAdd(T.Create(slope), x, T.Create(constant));
}
