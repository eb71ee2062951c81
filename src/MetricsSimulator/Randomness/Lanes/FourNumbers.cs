using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MetricsSimulator.Randomness.Lanes;

/// <summary>Four doubles, for AVX2 and, in two halves, for every processor.</summary>
/// <param name="value">The doubles.</param>
internal readonly struct FourNumbers(Vector256<double> value) : INumberLanes<FourNumbers>
{
    private readonly Vector256<double> _value = value;

    public static int Count => 4;

    public static FourNumbers Create(double value) => new(Vector256.Create(value));

    public static FourNumbers Load(ref double source, nuint index) => new(Vector256.LoadUnsafe(ref source, index));

    public void Store(ref double destination, nuint index) => _value.StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourNumbers FusedMultiplyAdd(FourNumbers a, FourNumbers b, FourNumbers c) =>
        new(Vector256.FusedMultiplyAdd(a._value, b._value, c._value));

    public static FourNumbers Sqrt(FourNumbers x) => new(Vector256.Sqrt(x._value));

    public static FourNumbers Abs(FourNumbers x) => new(Vector256.Abs(x._value));

    public static FourNumbers CopySign(FourNumbers size, FourNumbers sign) => new(Vector256.CopySign(size._value, sign._value));

    public static uint GreaterThan(FourNumbers x, FourNumbers y) => Vector256.GreaterThan(x._value, y._value).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (FourNumbers Exponent, FourNumbers Mantissa) Split(FourNumbers x)
    {
        var bits = x._value.AsInt64() + Vector256.Create(RootHalf.Distance);
        var exponent = ((bits >>> 52) | Vector256.Create(RootHalf.TwoTo52Bits)).AsDouble() - Vector256.Create(RootHalf.TwoTo52AndBias);
        var mantissa = ((bits & Vector256.Create(RootHalf.FractionMask)) + Vector256.Create(RootHalf.Bits)).AsDouble();
        return (new(exponent), new(mantissa));
    }

    public static FourNumbers operator +(FourNumbers left, FourNumbers right) => new(left._value + right._value);

    public static FourNumbers operator -(FourNumbers left, FourNumbers right) => new(left._value - right._value);

    public static FourNumbers operator *(FourNumbers left, FourNumbers right) => new(left._value * right._value);

    public static FourNumbers operator /(FourNumbers left, FourNumbers right) => new(left._value / right._value);
}
