using System.Runtime.CompilerServices;

namespace MetricsSimulator.Randomness.Lanes;

/// <summary>One double.</summary>
/// <param name="Value">The double.</param>
internal readonly record struct OneNumber(double Value) : INumberLanes<OneNumber>
{
    public static int Count => 1;

    public static OneNumber Create(double value) => new(value);

    public static OneNumber Load(ref double source, nuint index) => new(Unsafe.Add(ref source, index));

    public void Store(ref double destination, nuint index) => Unsafe.Add(ref destination, index) = Value;

    public static OneNumber FusedMultiplyAdd(OneNumber a, OneNumber b, OneNumber c) => new(Math.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    public static OneNumber Sqrt(OneNumber x) => new(Math.Sqrt(x.Value));

    public static OneNumber Abs(OneNumber x) => new(Math.Abs(x.Value));

    public static OneNumber CopySign(OneNumber size, OneNumber sign) => new(Math.CopySign(size.Value, sign.Value));

    public static uint GreaterThan(OneNumber x, OneNumber y) => x.Value > y.Value ? 1u : 0u;

    public static (OneNumber Exponent, OneNumber Mantissa) Split(OneNumber x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x.Value) + RootHalf.Distance;
        return (new((bits >>> 52) - 1023), new(BitConverter.Int64BitsToDouble((bits & RootHalf.FractionMask) + RootHalf.Bits)));
    }

    public static OneNumber operator +(OneNumber left, OneNumber right) => new(left.Value + right.Value);

    public static OneNumber operator -(OneNumber left, OneNumber right) => new(left.Value - right.Value);

    public static OneNumber operator *(OneNumber left, OneNumber right) => new(left.Value * right.Value);

    public static OneNumber operator /(OneNumber left, OneNumber right) => new(left.Value / right.Value);
}
