namespace MetricsSimulator.Cli.Curves;

/// <summary>
/// A sum of numbers, kept in two numbers of type double: <see cref="High"/>, and what it lacks, <see cref="Low"/>. It is exact as long as the sum needs at most 106 bits. So the difference of two
/// sums does not depend on where they began. Source: Knuth, The Art of Computer Programming, volume 2 (1997), section 4.2.2, theorem B; Dekker, "A floating-point technique for extending the available
/// precision", Numerische Mathematik 18 (1971).
/// </summary>
/// <param name="High">The sum, rounded.</param>
/// <param name="Low">What was lost when it was rounded.</param>
internal readonly record struct ExactSum(double High, double Low)
{
    /// <summary>The sum, rounded once.</summary>
    public double Value => High + Low;

    /// <summary>The sum with another number.</summary>
    public static ExactSum operator +(ExactSum sum, double added)
    {
        var (high, lost) = Add(sum.High, added);
        return Add(high, lost + sum.Low);
    }

    /// <summary>The difference of two sums.</summary>
    public static ExactSum operator -(ExactSum sum, ExactSum other)
    {
        var (high, lost) = Add(sum.High, -other.High);
        var (low, rest) = Add(sum.Low, -other.Low);
        var near = Add(high, lost + low);
        return Add(near.High, near.Low + rest);
    }

    private static ExactSum Add(double a, double b)
    {
        var sum = a + b;
        var added = sum - a;
        return new ExactSum(sum, a - (sum - added) + (b - added));
    }
}
