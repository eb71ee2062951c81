using System.Runtime.CompilerServices;

namespace MetricsSimulator.Randomness.Lanes;

/// <summary>One double.</summary>
/// <param name="value">The double.</param>
internal readonly struct OneNumber(double value) : INumberLanes<OneNumber>
{
    // The operations use the field, for the same reason as in OneWord.
    private readonly double _value = value;

    /// <summary>The double.</summary>
    public double Value => _value;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneNumber Create(double value) => new(value);

    public static OneNumber Load(ref double source, nuint index) => new(Unsafe.Add(ref source, index));

    public void Store(ref double destination, nuint index) => Unsafe.Add(ref destination, index) = _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneNumber FusedMultiplyAdd(OneNumber a, OneNumber b, OneNumber c) => new(Math.FusedMultiplyAdd(a._value, b._value, c._value));

    public static OneNumber Sqrt(OneNumber x) => new(Math.Sqrt(x._value));

    public static OneNumber Abs(OneNumber x) => new(Math.Abs(x._value));

    public static OneNumber CopySign(OneNumber size, OneNumber sign) => new(Math.CopySign(size._value, sign._value));

    public static uint GreaterThan(OneNumber x, OneNumber y) => x._value > y._value ? 1u : 0u;

    public static (OneNumber Exponent, OneNumber Mantissa) Split(OneNumber x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x._value) + RootHalf.Distance;
        return (new((bits >>> 52) - 1023), new(BitConverter.Int64BitsToDouble((bits & RootHalf.FractionMask) + RootHalf.Bits)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneNumber operator +(OneNumber left, OneNumber right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneNumber operator -(OneNumber left, OneNumber right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneNumber operator *(OneNumber left, OneNumber right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneNumber operator /(OneNumber left, OneNumber right) => new(left._value / right._value);
}
