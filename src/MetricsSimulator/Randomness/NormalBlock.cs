using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MetricsSimulator.Randomness;

/// <summary>
/// Standard normal draws for many series at once, bit for bit what <see cref="DrawStream.Normal"/> gives each of them. Thread-safe.
/// </summary>
/// <remarks>
/// Seventeen draws in twenty fall into the centre of the distribution, where AS 241 needs neither logarithm nor root. The first pass computes
/// the central formula for every lane and notes which lanes lie in a tail; the second computes those few, packed together.
/// </remarks>
internal static class NormalBlock
{
    /// <summary>The most draws of one call; every length must be a multiple of <see cref="Lanes"/>.</summary>
    public const int MaximumLength = 512;

    /// <summary>The number of lanes worked on at once, and what lengths are a multiple of.</summary>
    public const int Lanes = 8;

    /// <summary>Fills <paramref name="normals"/> with one draw per key.</summary>
    /// <param name="key0">The first halves of the keys; a multiple of <see cref="Lanes"/>, at most <see cref="MaximumLength"/>.</param>
    /// <param name="key1">The second halves of the keys, as many.</param>
    /// <param name="address">Which draw of each series.</param>
    /// <param name="normals">As long as the keys.</param>
    [SkipLocalsInit]
    public static void Fill(ReadOnlySpan<uint> key0, ReadOnlySpan<uint> key1, DrawAddress address, Span<double> normals)
    {
        if (key0.Length != normals.Length || key1.Length != normals.Length || normals.Length % Lanes != 0 || normals.Length > MaximumLength)
            throw new ArgumentException("The lengths must be equal, a multiple of the lanes, and within the maximum.", nameof(normals));

        Span<double> q = stackalloc double[MaximumLength];
        Span<byte> inTail = stackalloc byte[MaximumLength / Lanes];
        Span<int> tails = stackalloc int[MaximumLength + Vector256<double>.Count];
        inTail.Clear();
        FillCentred(key0, key1, address, q, inTail, normals.Length);
        FillCentre(q, normals);
        FillTails(tails, FindTails(inTail, tails), q, normals);
    }

    private static void FillCentred(
        ReadOnlySpan<uint> key0, ReadOnlySpan<uint> key1, DrawAddress address, Span<double> q, Span<byte> inTail, int length)
    {
        var counter0 = Vector256.Create(address.Low);
        var counter1 = Vector256.Create(address.High);
        var radius = Vector256.Create(NormalDistribution.CentralRadius);
        ref var k0 = ref MemoryMarshal.GetReference(key0);
        ref var k1 = ref MemoryMarshal.GetReference(key1);
        ref var centred = ref MemoryMarshal.GetReference(q);
        for (var i = 0; i < length; i += Lanes)
        {
            var (x0, x1) = Threefry.Encrypt(Vector256.LoadUnsafe(ref k0, (nuint)i), Vector256.LoadUnsafe(ref k1, (nuint)i), counter0, counter1);
            var (lowerBits, upperBits) = Join(x0, x1);
            var lower = Centred(lowerBits);
            var upper = Centred(upperBits);
            lower.StoreUnsafe(ref centred, (nuint)i);
            upper.StoreUnsafe(ref centred, (nuint)i + 4);
            inTail[i / Lanes] = (byte)(Vector256.GreaterThan(Vector256.Abs(lower), radius).ExtractMostSignificantBits()
                | (Vector256.GreaterThan(Vector256.Abs(upper), radius).ExtractMostSignificantBits() << 4));
        }
    }

    /// <summary>The 64 bits of each lane, x0 above x1: lanes 0 to 3 and lanes 4 to 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<ulong> Lower, Vector256<ulong> Upper) Join(Vector256<uint> x0, Vector256<uint> x1)
    {
        if (!Avx2.IsSupported)
            return ((Vector256.WidenLower(x0) << 32) | Vector256.WidenLower(x1), (Vector256.WidenUpper(x0) << 32) | Vector256.WidenUpper(x1));
        var even = Avx2.UnpackLow(x1, x0).AsUInt64();
        var odd = Avx2.UnpackHigh(x1, x0).AsUInt64();
        return (Avx2.Permute2x128(even, odd, 0x20), Avx2.Permute2x128(even, odd, 0x31));
    }

    // [1, 2) from 52 bits; less 1 − 2⁻⁵³ it is p in the open interval (0, 1), and both differences are exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Centred(Vector256<ulong> bits) =>
        ((bits >>> 12) | Vector256.Create(0x3FF0000000000000ul)).AsDouble() - Vector256.Create(1 - DrawStream.HalfStep) - Vector256.Create(0.5);

    // A loop of its own: the processor then works on several rounds at once, which it has no room for beside the encryption.
    private static void FillCentre(ReadOnlySpan<double> q, Span<double> normals)
    {
        ref var centred = ref MemoryMarshal.GetReference(q);
        ref var normal = ref MemoryMarshal.GetReference(normals);
        for (nuint i = 0; i < (nuint)normals.Length; i += 4)
            NormalDistribution.CentralQuantile(Vector256.LoadUnsafe(ref centred, i)).StoreUnsafe(ref normal, i);
    }

    /// <summary>Lists which lanes lie in a tail, and the last of them three times more, so that whole vectors can be worked on.</summary>
    private static int FindTails(ReadOnlySpan<byte> inTail, Span<int> tails)
    {
        var count = 0;
        for (var i = 0; i < inTail.Length; i += sizeof(ulong))
        {
            for (var mask = BinaryPrimitives.ReadUInt64LittleEndian(inTail[i..]); mask != 0; mask &= mask - 1)
                tails[count++] = i * Lanes + BitOperations.TrailingZeroCount(mask);
        }

        if (count > 0) tails.Slice(count, 3).Fill(tails[count - 1]);
        return count;
    }

    private static void FillTails(ReadOnlySpan<int> tails, int count, ReadOnlySpan<double> q, Span<double> normals)
    {
        // The indices were made above from positions within both spans.
        ref var tail = ref MemoryMarshal.GetReference(tails);
        ref var centred = ref MemoryMarshal.GetReference(q);
        ref var normal = ref MemoryMarshal.GetReference(normals);
        var farTail = Vector256.Create(NormalDistribution.FarTail);
        for (var i = 0; i < count; i += 4)
        {
            int i0 = Unsafe.Add(ref tail, i), i1 = Unsafe.Add(ref tail, i + 1), i2 = Unsafe.Add(ref tail, i + 2), i3 = Unsafe.Add(ref tail, i + 3);
            var four = Vector256.Create(Unsafe.Add(ref centred, i0), Unsafe.Add(ref centred, i1), Unsafe.Add(ref centred, i2), Unsafe.Add(ref centred, i3));
            var r = Vector256.Sqrt(-DeterministicMath.Log(Vector256.Create(0.5) - Vector256.Abs(four)));
            if (Vector256.GreaterThanAny(r, farTail))
            {
                foreach (var far in (ReadOnlySpan<int>)[i0, i1, i2, i3]) normals[far] = NormalDistribution.TailQuantile(q[far], 0.5 - Math.Abs(q[far]));
                continue;
            }

            var z = Vector256.CopySign(NormalDistribution.NearTailQuantile(r), four);
            Unsafe.Add(ref normal, i0) = z.GetElement(0);
            Unsafe.Add(ref normal, i1) = z.GetElement(1);
            Unsafe.Add(ref normal, i2) = z.GetElement(2);
            Unsafe.Add(ref normal, i3) = z.GetElement(3);
        }
    }
}
