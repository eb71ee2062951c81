using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
        Span<int> tailIndex = stackalloc int[MaximumLength + Lanes];
        Span<double> tailQ = stackalloc double[MaximumLength + Lanes];
        var tails = FillCentre(key0, key1, address, normals, tailIndex, tailQ);
        FillTails(tailIndex[..tails], tailQ, normals);
    }

    private static int FillCentre(
        ReadOnlySpan<uint> key0, ReadOnlySpan<uint> key1, DrawAddress address, Span<double> normals, Span<int> tailIndex, Span<double> tailQ)
    {
        var length = normals.Length;
        if (key0.Length != length || key1.Length != length || length % Lanes != 0 || length > MaximumLength)
            throw new ArgumentException("The lengths must be equal, a multiple of the lanes, and within the maximum.", nameof(normals));

        var counter0 = Vector256.Create(address.Low);
        var counter1 = Vector256.Create(address.High);
        ref var k0 = ref MemoryMarshal.GetReference(key0);
        ref var k1 = ref MemoryMarshal.GetReference(key1);
        var tails = 0;
        for (var i = 0; i < length; i += Lanes)
        {
            var (x0, x1) = Threefry.Encrypt(
                Vector256.LoadUnsafe(ref k0, (nuint)i), Vector256.LoadUnsafe(ref k1, (nuint)i), counter0, counter1);
            var lower = (Vector256.WidenLower(x0) << 32) | Vector256.WidenLower(x1);
            var upper = (Vector256.WidenUpper(x0) << 32) | Vector256.WidenUpper(x1);
            tails = Centre(lower, i, normals, tailIndex, tailQ, tails);
            tails = Centre(upper, i + 4, normals, tailIndex, tailQ, tails);
        }

        return tails;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Centre(Vector256<ulong> bits, int index, Span<double> normals, Span<int> tailIndex, Span<double> tailQ, int tails)
    {
        var one = Vector256.Create(0x3FF0000000000000ul);
        // [1, 2) from 52 bits; less 1 − 2⁻⁵³ it is p in the open interval (0, 1), and both differences are exact.
        var q = ((bits >>> 12) | one).AsDouble() - Vector256.Create(1 - DrawStream.HalfStep) - Vector256.Create(0.5);
        var r = Vector256.Create(0.180625) - q * q;
        var z = q * Polynomial(r, NormalDistribution.A) / Monic(r, NormalDistribution.B);
        z.StoreUnsafe(ref MemoryMarshal.GetReference(normals), (nuint)index);

        var mask = Vector256.GreaterThan(Vector256.Abs(q), Vector256.Create(NormalDistribution.CentralRadius)).ExtractMostSignificantBits();
        while (mask != 0)
        {
            var lane = BitOperations.TrailingZeroCount(mask);
            tailIndex[tails] = index + lane;
            tailQ[tails] = q.GetElement(lane);
            tails++;
            mask &= mask - 1;
        }

        return tails;
    }

    private static void FillTails(ReadOnlySpan<int> tailIndex, Span<double> tailQ, Span<double> normals)
    {
        var farthest = Vector256.Create(NormalDistribution.FarTail);
        for (var i = 0; i < tailIndex.Length; i += 4)
        {
            // Lanes past the end hold whatever was there; a fixed value keeps them from raising a slow path.
            for (var j = tailIndex.Length; j < i + 4; j++) tailQ[j] = 0.45;
            var q = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(tailQ), (nuint)i);
            var p = Vector256.Create(0.5) - Vector256.Abs(q);
            var r = Vector256.Sqrt(-DeterministicMath.Log(p));
            var t = r - Vector256.Create(1.6);
            var z = Polynomial(t, NormalDistribution.C) / Monic(t, NormalDistribution.D);
            z = Vector256.ConditionalSelect(Vector256.LessThan(q, Vector256<double>.Zero), -z, z);
            var far = Vector256.GreaterThanAny(r, farthest);
            var count = Math.Min(4, tailIndex.Length - i);
            for (var lane = 0; lane < count; lane++)
            {
                normals[tailIndex[i + lane]] = far
                    ? NormalDistribution.TailQuantile(tailQ[i + lane], 0.5 - Math.Abs(tailQ[i + lane]))
                    : z.GetElement(lane);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Polynomial(Vector256<double> r, ReadOnlySpan<double> c)
    {
        var sum = Vector256.Create(c[7]);
        sum = sum * r + Vector256.Create(c[6]);
        sum = sum * r + Vector256.Create(c[5]);
        sum = sum * r + Vector256.Create(c[4]);
        sum = sum * r + Vector256.Create(c[3]);
        sum = sum * r + Vector256.Create(c[2]);
        sum = sum * r + Vector256.Create(c[1]);
        return sum * r + Vector256.Create(c[0]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Monic(Vector256<double> r, ReadOnlySpan<double> c)
    {
        var sum = Vector256.Create(c[6]);
        sum = sum * r + Vector256.Create(c[5]);
        sum = sum * r + Vector256.Create(c[4]);
        sum = sum * r + Vector256.Create(c[3]);
        sum = sum * r + Vector256.Create(c[2]);
        sum = sum * r + Vector256.Create(c[1]);
        sum = sum * r + Vector256.Create(c[0]);
        return sum * r + Vector256.Create(1.0);
    }
}
