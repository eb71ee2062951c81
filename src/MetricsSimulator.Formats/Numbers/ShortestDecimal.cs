namespace MetricsSimulator.Formats.Numbers;

/// <summary>
/// The shortest decimal number that reads back as a given double; of several, the one nearest to it.
/// </summary>
/// <remarks>
/// Source: R. Giulietti, "The Schubfach way to render doubles". The interval of numbers that round to the double is scaled by a power of ten
/// so that its length lies between 1 and 10 (or 2 and 20, at four times the scale). Then it contains at most one multiple of ten. If it contains none,
/// it contains one or both of the two integers next to the double.
/// </remarks>
internal static class ShortestDecimal
{
    private const int SignificandBits = 52;
    private const int ExponentBias = 1075;

    /// <summary>Finds the decimal.</summary>
    /// <param name="bits">The bits of a double that is finite and above 0.</param>
    /// <param name="exponent">The power of ten by which the result is to be multiplied.</param>
    /// <returns>The digits as an integer from 1 to 10^17 − 1; it may end in zeros.</returns>
    public static ulong Of(ulong bits, out int exponent)
    {
        var fraction = bits & ((1UL << SignificandBits) - 1);
        var biased = (int)(bits >> SignificandBits);
        var significand = biased == 0 ? fraction : fraction | (1UL << SignificandBits);
        var power = Math.Max(biased, 1) - ExponentBias;

        // Below 2^53, the neighbours of an integer are closer than 1/2, so that only its own digits read back as it.
        if (power is <= 0 and >= -SignificandBits && (significand & ((1UL << -power) - 1)) == 0)
        {
            exponent = 0;
            return significand >> -power;
        }

        return OfFraction(significand, power, lowerIsCloser: fraction == 0 && biased > 1, out exponent);
    }

    private static ulong OfFraction(ulong significand, int power, bool lowerIsCloser, out int exponent)
    {
        // ⌊log₁₀ 2^power⌋, or at a power of two, where the lower neighbour is closer, ⌊log₁₀(¾·2^power)⌋. Both are exact for all exponents of doubles.
        exponent = lowerIsCloser ? ((power * 1262611) - 524031) >> 22 : (power * 1262611) >> 22;
        var halves = PowersOfTen.Halves;
        var entry = 2 * (-exponent - PowersOfTen.First);
        var upper = halves[entry];
        var lower = halves[entry + 1];

        // The power of ten −exponent has the binary exponent ⌊log₂ 10^−exponent⌋ = (−exponent · 1741647) >> 19.
        var shift = power + ((-exponent * 1741647) >> 19) + 1;
        var open = (significand & 1) == 0 ? 0UL : 1UL;
        var center = significand << 2;
        var value = RoundToOdd(upper, lower, center << shift);
        var least = RoundToOdd(upper, lower, (center - (lowerIsCloser ? 1UL : 2UL)) << shift) + open;
        var most = RoundToOdd(upper, lower, (center + 2) << shift) - open;

        // It is practically random which of these is the answer, so it is chosen without a branch.
        var digits = value >> 2;
        var tens = digits / 10 * 10;
        var tensInside = least <= 4 * tens;
        var nextTensInside = (4 * tens) + 40 <= most;
        var ten = tens + (nextTensInside ? 10UL : 0UL);
        var inside = least <= 4 * digits;
        var nextInside = (4 * digits) + 4 <= most;
        var nearest = (value & 3) + (digits & 1) > 2;
        var one = digits + ((inside != nextInside ? nextInside : nearest) ? 1UL : 0UL);
        return tensInside != nextTensInside && digits >= 10 ? ten : one;
    }

    /// <summary>The upper 64 bits of a 128-bit factor times <paramref name="x"/>. The last bit is set if any lower bit was.</summary>
    private static ulong RoundToOdd(ulong upper, ulong lower, ulong x)
    {
        var carry = Math.BigMul(lower, x, out _);
        var high = Math.BigMul(upper, x, out var low);
        low += carry;
        high += low < carry ? 1UL : 0UL;
        return high | (low > 1 ? 1UL : 0UL);
    }
}
