using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MetricsSimulator.Randomness.Lanes;

/// <summary>
/// Eight doubles, for AVX-512 alone. The instructions are asked for by name: on processors that slow down under them the general vectors
/// avoid them, though here they are still the faster way.
/// </summary>
/// <param name="value">The doubles.</param>
internal readonly struct EightNumbers(Vector512<double> value) : INumberLanes<EightNumbers>
{
    private readonly Vector512<double> _value = value;

    /// <summary>Whether the processor has the instructions.</summary>
    public static bool IsSupported => Avx512F.IsSupported && Avx512DQ.IsSupported;

    public static int Count => 8;

    public static EightNumbers Create(double value) => new(Vector512.Create(value));

    public static EightNumbers Load(ref double source, nuint index) => new(Vector512.LoadUnsafe(ref source, index));

    public void Store(ref double destination, nuint index) => _value.StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightNumbers FusedMultiplyAdd(EightNumbers a, EightNumbers b, EightNumbers c) =>
        new(Avx512F.FusedMultiplyAdd(a._value, b._value, c._value));

    public static EightNumbers Sqrt(EightNumbers x) => new(Avx512F.Sqrt(x._value));

    public static EightNumbers Abs(EightNumbers x) => new(Avx512DQ.AndNot(Vector512.Create(-0.0), x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightNumbers CopySign(EightNumbers size, EightNumbers sign)
    {
        var signBit = Vector512.Create(-0.0);
        return new(Avx512DQ.Or(Avx512DQ.AndNot(signBit, size._value), Avx512DQ.And(signBit, sign._value)));
    }

    public static uint GreaterThan(EightNumbers x, EightNumbers y) =>
        (uint)Avx512F.CompareGreaterThan(x._value, y._value).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (EightNumbers Exponent, EightNumbers Mantissa) Split(EightNumbers x)
    {
        var bits = Avx512F.Add(x._value.AsInt64(), Vector512.Create(RootHalf.Distance));
        var exponent = Avx512F.Or(Avx512F.ShiftRightLogical(bits, 52), Vector512.Create(RootHalf.TwoTo52Bits)).AsDouble();
        var mantissa = Avx512F.Add(Avx512F.And(bits, Vector512.Create(RootHalf.FractionMask)), Vector512.Create(RootHalf.Bits)).AsDouble();
        return (new(Avx512F.Subtract(exponent, Vector512.Create(RootHalf.TwoTo52AndBias))), new(mantissa));
    }

    public static EightNumbers operator +(EightNumbers left, EightNumbers right) => new(Avx512F.Add(left._value, right._value));

    public static EightNumbers operator -(EightNumbers left, EightNumbers right) => new(Avx512F.Subtract(left._value, right._value));

    public static EightNumbers operator *(EightNumbers left, EightNumbers right) => new(Avx512F.Multiply(left._value, right._value));

    public static EightNumbers operator /(EightNumbers left, EightNumbers right) => new(Avx512F.Divide(left._value, right._value));
}
