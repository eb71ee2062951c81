using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MetricsSimulator.Randomness;

/// <summary>
/// Exponential, logarithm and the normal distribution, made only of operations that IEEE 754 defines to the last bit (no fused
/// multiply-add, no library call), so that a path is the same on every machine. Thread-safe.
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
    /// <param name="x">Any number; −∞ at 0 and NaN below.</param>
    public static double Log(double x)
    {
        if (x < double.MinValue || x > double.MaxValue || !(x > 0))
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        var subnormal = x < 2.2250738585072014e-308;
        return LogNormal(subnormal ? x * TwoTo54 : x, subnormal ? -54 : 0);
    }

    /// <summary>ln x for four normal positive numbers at once; lane by lane the same operations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Log(Vector256<double> x)
    {
        var bits = x.AsInt64() + Vector256.Create(HalfToRoot);
        // The exponent is at most 2046 in size: adding it to the bits of 2^52 and taking 2^52 away makes it a double exactly.
        var exponent = ((bits >>> 52) | Vector256.Create(0x4330000000000000L)).AsDouble() - Vector256.Create(4503599627370496.0 + 1023.0);
        var mantissa = ((bits & Vector256.Create(MantissaMask)) + Vector256.Create(RootHalfBits)).AsDouble();

        var f = mantissa - Vector256.Create(1.0);
        var halfSquare = Vector256.Create(0.5) * f * f;
        var s = f / (Vector256.Create(2.0) + f);
        var z = s * s;
        var w = z * z;
        var t1 = w * (Vector256.Create(L2) + w * (Vector256.Create(L4) + w * Vector256.Create(L6)));
        var t2 = z * (Vector256.Create(L1) + w * (Vector256.Create(L3) + w * (Vector256.Create(L5) + w * Vector256.Create(L7))));
        var r = t2 + t1;
        return exponent * Vector256.Create(Ln2High) - ((halfSquare - (s * (halfSquare + r) + exponent * Vector256.Create(Ln2Low))) - f);
    }

    private const double L1 = 6.666666666666735130e-01;
    private const double L2 = 3.999999999940941908e-01;
    private const double L3 = 2.857142874366239149e-01;
    private const double L4 = 2.222219843214978396e-01;
    private const double L5 = 1.818357216161805012e-01;
    private const double L6 = 1.531383769920937332e-01;
    private const double L7 = 1.479819860511658591e-01;

    // The bits of √½ rounded down to 20 bits of fraction; adding the distance to 1.0 makes the exponent step at √½ instead of at 1.
    private const long RootHalfBits = 0x3FE6A09E00000000;
    private const long HalfToRoot = 0x3FF0000000000000 - RootHalfBits;
    private const long MantissaMask = 0x000FFFFFFFFFFFFF;

    private static double LogNormal(double x, int exponentOffset)
    {
        var bits = BitConverter.DoubleToInt64Bits(x) + HalfToRoot;
        double exponent = (bits >>> 52) - 1023 + exponentOffset;
        var mantissa = BitConverter.Int64BitsToDouble((bits & MantissaMask) + RootHalfBits);

        var f = mantissa - 1.0;
        var halfSquare = 0.5 * f * f;
        var s = f / (2.0 + f);
        var z = s * s;
        var w = z * z;
        var t1 = w * (L2 + w * (L4 + w * L6));
        var t2 = z * (L1 + w * (L3 + w * (L5 + w * L7)));
        var r = t2 + t1;
        return exponent * Ln2High - ((halfSquare - (s * (halfSquare + r) + exponent * Ln2Low)) - f);
    }
}
