using System.Numerics;

namespace MetricsSimulator.Randomness.Lanes;

/// <summary>
/// One or several doubles on which the same operations are done, so that a formula is written once and gives the same bits for one series and
/// for many at a time. Every member is an operation that IEEE 754 defines to the last bit. Values are immutable and thread-safe.
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal interface INumberLanes<TSelf>
    : IAdditionOperators<TSelf, TSelf, TSelf>, ISubtractionOperators<TSelf, TSelf, TSelf>, IMultiplyOperators<TSelf, TSelf, TSelf>,
        IDivisionOperators<TSelf, TSelf, TSelf>
    where TSelf : struct, INumberLanes<TSelf>
{
    /// <summary>The number of doubles.</summary>
    static abstract int Count { get; }

    /// <summary>The same double in every lane.</summary>
    static abstract TSelf Create(double value);

    /// <summary>The doubles of an array, from an index on.</summary>
    static abstract TSelf Load(ref double source, nuint index);

    /// <summary>Writes the doubles to an array, from an index on.</summary>
    void Store(ref double destination, nuint index);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>√x.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>|x|.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>The absolute value of one number with the sign of another.</summary>
    static abstract TSelf CopySign(TSelf size, TSelf sign);

    /// <summary>One bit per lane, the first lowest: whether x is greater than y.</summary>
    static abstract uint GreaterThan(TSelf x, TSelf y);

    /// <summary>x = 2^Exponent · Mantissa with √½ ≤ Mantissa &lt; √2 (√½ to 20 bits), for normal positive x.</summary>
    static abstract (TSelf Exponent, TSelf Mantissa) Split(TSelf x);
}
