using System.Runtime.CompilerServices;
using MetricsSimulator.Randomness.Lanes;

namespace MetricsSimulator.Randomness;

/// <summary>
/// Exponential, logarithm and the normal distribution. They use only operations that IEEE 754 defines to the last bit, call no library, and fuse multiply-add
/// only where it is written, so that a path is the same on every machine. Thread-safe.
/// </summary>
public static class DeterministicMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double TwoTo54 = 18014398509481984;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>
    /// e^x with an error below one unit in the last place. Method of fdlibm's e_exp.c: reduction by ln 2, then a rational approximation on
    /// [−½ln 2, ½ln 2].
    /// </summary>
    /// <param name="x">Any number.</param>
    public static double Exp(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x > 709.782712893383973096) return double.PositiveInfinity;
        if (x < -745.133219101941108420) return 0;

        var k = Math.Floor(x * 1.44269504088896338700 + 0.5);
        var high = x - k * Ln2High;
        var low = k * Ln2Low;
        var r = high - low;
        var t = r * r;
        var c = r - t * (1.66666666666666019037e-01 + t * (-2.77777777770155933842e-03
            + t * (6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
        var y = 1 - ((low - r * c / (2 - c)) - high);
        return Math.Abs(k) <= 1000 ? y * BitConverter.Int64BitsToDouble((long)(k + 1023) << 52) : Math.ScaleB(y, (int)k);
    }

    /// <summary>
    /// ln x with an error below one unit in the last place. Method of fdlibm's e_log.c: x = 2^k(1 + f) with √½ &lt; 1 + f &lt; √2, then a
    /// polynomial in f/(2 + f).
    /// </summary>
    /// <param name="x">Any number; the result is −∞ at 0 and NaN below 0.</param>
    public static double Log(double x)
    {
        if (x < double.MinValue || x > double.MaxValue || !(x > 0))
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        var subnormal = x < 2.2250738585072014e-308;
        var (exponent, mantissa) = OneNumber.Split(new(subnormal ? x * TwoTo54 : x));
        return LogOfParts(new OneNumber(exponent.Value - (subnormal ? 54 : 0)), mantissa).Value;
    }

    /// <summary>ln x for numbers that are positive and normal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T LogOfNormal<T>(T x)
        where T : struct, INumberLanes<T>
    {
        var (exponent, mantissa) = T.Split(x);
        return LogOfParts(exponent, mantissa);
    }

    private const double L1 = 6.666666666666735130e-01;
    private const double L2 = 3.999999999940941908e-01;
    private const double L3 = 2.857142874366239149e-01;
    private const double L4 = 2.222219843214978396e-01;
    private const double L5 = 1.818357216161805012e-01;
    private const double L6 = 1.531383769920937332e-01;
    private const double L7 = 1.479819860511658591e-01;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogOfParts<T>(T exponent, T mantissa)
        where T : struct, INumberLanes<T>
    {
        var f = mantissa - T.Create(1.0);
        var halfSquare = T.Create(0.5) * f * f;
        var s = f / (T.Create(2.0) + f);
        var z = s * s;
        var w = z * z;
        var t1 = w * T.FusedMultiplyAdd(w, T.FusedMultiplyAdd(w, T.Create(L6), T.Create(L4)), T.Create(L2));
        var t2 = z * T.FusedMultiplyAdd(w, T.FusedMultiplyAdd(w, T.FusedMultiplyAdd(w, T.Create(L7), T.Create(L5)), T.Create(L3)), T.Create(L1));
        var r = t2 + t1;
        var low = T.FusedMultiplyAdd(s, halfSquare + r, exponent * T.Create(Ln2Low));
        return exponent * T.Create(Ln2High) - ((halfSquare - low) - f);
    }
}
