using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MetricsSimulator.Randomness.Lanes;

/// <summary>Eight words, two of which make a uniform draw: for AVX2 and, in two halves, for every processor.</summary>
/// <param name="value">The words.</param>
internal readonly struct EightWords(Vector256<uint> value) : IWordLanes<EightWords>
{
    /// <summary>2⁻⁵³; uniform draws are odd multiples of it.</summary>
    public const double HalfStep = 1.0 / (1L << 53);

    private readonly Vector256<uint> _value = value;

    /// <summary>The number of words.</summary>
    public const int Count = 8;

    public static EightWords Create(uint word) => new(Vector256.Create(word));

    /// <summary>Eight words of an array, from an index on.</summary>
    public static EightWords Load(ref uint source, nuint index) => new(Vector256.LoadUnsafe(ref source, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightWords RotateLeft(EightWords words, [ConstantExpected] byte bits) =>
        new((words._value << bits) | (words._value >>> (32 - bits)));

    /// <summary>
    /// The uniform draws of eight 64-bit words, each with x0 in its upper half and x1 in its lower, minus ½: p − ½ of the first four lanes, and of the last four.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (FourNumbers Lower, FourNumbers Upper) Centred(EightWords x0, EightWords x1)
    {
        if (!Avx2.IsSupported)
        {
            return (
                Centred((Vector256.WidenLower(x0._value) << 32) | Vector256.WidenLower(x1._value)),
                Centred((Vector256.WidenUpper(x0._value) << 32) | Vector256.WidenUpper(x1._value)));
        }

        var even = Avx2.UnpackLow(x1._value, x0._value).AsUInt64();
        var odd = Avx2.UnpackHigh(x1._value, x0._value).AsUInt64();
        return (Centred(Avx2.Permute2x128(even, odd, 0x20)), Centred(Avx2.Permute2x128(even, odd, 0x31)));
    }

    // 52 bits give a number in [1, 2). Minus 1 − 2⁻⁵³, it is p in the open interval (0, 1). Both differences are exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static FourNumbers Centred(Vector256<ulong> bits) =>
        new(((bits >>> 12) | Vector256.Create(0x3FF0000000000000ul)).AsDouble() - Vector256.Create(1 - HalfStep) - Vector256.Create(0.5));

    public static EightWords operator +(EightWords left, EightWords right) => new(left._value + right._value);

    public static EightWords operator ^(EightWords left, EightWords right) => new(left._value ^ right._value);
}
