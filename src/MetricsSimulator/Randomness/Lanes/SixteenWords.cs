using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MetricsSimulator.Randomness.Lanes;

/// <summary>Sixteen words, for AVX-512 alone; see <see cref="EightNumbers"/>.</summary>
/// <param name="value">The words.</param>
internal readonly struct SixteenWords(Vector512<uint> value) : IWordPairs<SixteenWords, EightNumbers>
{
    private readonly Vector512<uint> _value = value;

    public static int Count => 16;

    public static SixteenWords Create(uint word) => new(Vector512.Create(word));

    public static SixteenWords Load(ref uint source, nuint index) => new(Vector512.LoadUnsafe(ref source, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SixteenWords RotateLeft(SixteenWords words, [ConstantExpected] byte bits) => new(Avx512F.RotateLeft(words._value, bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (EightNumbers Lower, EightNumbers Upper) Centred(SixteenWords x0, SixteenWords x1)
    {
        // The unpacking works within quarters: lanes 0, 1, 4, 5, 8, 9, 12, 13 and the others. The permutation puts them in order.
        var first = Avx512F.UnpackLow(x1._value, x0._value).AsUInt64();
        var second = Avx512F.UnpackHigh(x1._value, x0._value).AsUInt64();
        return (
            Centred(Avx512F.PermuteVar8x64x2(first, Vector512.Create(0ul, 1, 8, 9, 2, 3, 10, 11), second)),
            Centred(Avx512F.PermuteVar8x64x2(first, Vector512.Create(4ul, 5, 12, 13, 6, 7, 14, 15), second)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static EightNumbers Centred(Vector512<ulong> bits)
    {
        var oneToTwo = Avx512F.Or(Avx512F.ShiftRightLogical(bits, 12), Vector512.Create(0x3FF0000000000000ul)).AsDouble();
        return new(Avx512F.Subtract(Avx512F.Subtract(oneToTwo, Vector512.Create(1 - DrawStream.HalfStep)), Vector512.Create(0.5)));
    }

    public static SixteenWords operator +(SixteenWords left, SixteenWords right) => new(Avx512F.Add(left._value, right._value));

    public static SixteenWords operator ^(SixteenWords left, SixteenWords right) => new(Avx512F.Xor(left._value, right._value));
}
