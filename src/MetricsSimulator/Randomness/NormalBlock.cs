using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MetricsSimulator.Randomness.Lanes;

namespace MetricsSimulator.Randomness;

/// <summary>
/// Standard normal draws for many series at once. Each has the same bits as <see cref="DrawStream.Normal"/>.
/// </summary>
/// <remarks>
/// Of twenty draws, seventeen lie in the centre of the distribution, where AS 241 needs neither logarithm nor root. The first pass computes
/// the central formula for every lane and notes the lanes in a tail; the second pass packs these few together and computes them. The loops are
/// compiled with all optimizations from the first call on; otherwise, the first ticks would be forty times slower.
/// </remarks>
internal static class NormalBlock
{
    /// <summary>The most draws of one call; every length must be a multiple of <see cref="Lanes"/>.</summary>
    public const int MaximumLength = 512;

    /// <summary>The number of series that are computed at once. Every length must be a multiple of it.</summary>
    public const int Lanes = 8;

    /// <summary>A number of draws rounded up to a multiple of <see cref="Lanes"/>.</summary>
    public static int Padded(int count) => (count + Lanes - 1) / Lanes * Lanes;

    /// <summary>Fills <paramref name="normals"/> with one draw for each key.</summary>
    /// <param name="key0">The first halves of the keys; a multiple of <see cref="Lanes"/>, at most <see cref="MaximumLength"/>.</param>
    /// <param name="key1">The second halves of the keys, as many as first halves.</param>
    /// <param name="address">The address of the draw of each series.</param>
    /// <param name="normals">The draws, one for each key.</param>
    [SkipLocalsInit]
    public static void Fill(ReadOnlySpan<uint> key0, ReadOnlySpan<uint> key1, DrawAddress address, Span<double> normals)
    {
        if (key0.Length != normals.Length || key1.Length != normals.Length || normals.Length % Lanes != 0 || normals.Length > MaximumLength)
            throw new ArgumentException("The lengths must be equal, a multiple of the lanes, and within the maximum.", nameof(normals));

        Span<double> q = stackalloc double[MaximumLength];
        Span<byte> inTail = stackalloc byte[MaximumLength / 8];
        inTail.Clear();
        FillCentred(key0, key1, address, q, inTail, normals.Length);
        FillCentre(q, normals);

        Span<int> tails = stackalloc int[MaximumLength];
        Span<double> tailQ = stackalloc double[MaximumLength + Lanes];
        Span<double> tailNormals = stackalloc double[MaximumLength + Lanes];
        var count = PackTails(inTail, q, tails, tailQ);
        FillTails(tailQ[..count], tailNormals);
        UnpackTails(tails[..count], tailNormals, normals);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillCentred(
        ReadOnlySpan<uint> key0, ReadOnlySpan<uint> key1, DrawAddress address, Span<double> q, Span<byte> inTail, int length)
    {
        var counter0 = EightWords.Create(address.Low);
        var counter1 = EightWords.Create(address.High);
        var radius = FourNumbers.Create(NormalDistribution.CentralRadius);
        ref var k0 = ref MemoryMarshal.GetReference(key0);
        ref var k1 = ref MemoryMarshal.GetReference(key1);
        ref var centred = ref MemoryMarshal.GetReference(q);
        ref var mask = ref MemoryMarshal.GetReference(inTail);
        for (nuint i = 0; i < (nuint)length; i += (nuint)EightWords.Count)
        {
            var (x0, x1) = Threefry.Encrypt(EightWords.Load(ref k0, i), EightWords.Load(ref k1, i), counter0, counter1);
            var (lower, upper) = EightWords.Centred(x0, x1);
            lower.Store(ref centred, i);
            upper.Store(ref centred, i + (nuint)FourNumbers.Count);
            var bits = FourNumbers.GreaterThan(FourNumbers.Abs(lower), radius) | (FourNumbers.GreaterThan(FourNumbers.Abs(upper), radius) << FourNumbers.Count);
            Unsafe.Add(ref mask, i / 8) = (byte)bits;
        }
    }

    // A separate loop lets the processor work on several rounds at once. With the encryption, they would not fit into its registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillCentre(ReadOnlySpan<double> q, Span<double> normals)
    {
        ref var centred = ref MemoryMarshal.GetReference(q);
        ref var normal = ref MemoryMarshal.GetReference(normals);
        for (nuint i = 0; i < (nuint)normals.Length; i += (nuint)FourNumbers.Count)
            NormalDistribution.CentralQuantile(FourNumbers.Load(ref centred, i)).Store(ref normal, i);
    }

    /// <summary>Lists the lanes that lie in a tail, and packs their values of q together, with zeros up to a whole vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int PackTails(ReadOnlySpan<byte> inTail, ReadOnlySpan<double> q, Span<int> tails, Span<double> tailQ)
    {
        // Every index is that of a bit within q, so none is out of range.
        ref var tail = ref MemoryMarshal.GetReference(tails);
        ref var pack = ref MemoryMarshal.GetReference(tailQ);
        ref var centred = ref MemoryMarshal.GetReference(q);
        var count = 0;
        for (var i = 0; i < inTail.Length; i += sizeof(ulong))
        {
            for (var mask = BinaryPrimitives.ReadUInt64LittleEndian(inTail[i..]); mask != 0; mask &= mask - 1)
            {
                var lane = i * 8 + BitOperations.TrailingZeroCount(mask);
                Unsafe.Add(ref tail, count) = lane;
                Unsafe.Add(ref pack, count) = Unsafe.Add(ref centred, lane);
                count++;
            }
        }

        tailQ.Slice(count, Lanes).Clear();
        return count;
    }

    /// <summary>Computes draws in the tails.</summary>
    /// <param name="q">p − ½ of each draw, with memory behind the last to read whole vectors.</param>
    /// <param name="normals">The draws, with memory behind the last to write whole vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FillTails(ReadOnlySpan<double> q, Span<double> normals)
    {
        var half = FourNumbers.Create(0.5);
        var farTail = FourNumbers.Create(NormalDistribution.FarTail);
        var far = 0u;
        ref var centred = ref MemoryMarshal.GetReference(q);
        ref var normal = ref MemoryMarshal.GetReference(normals);
        for (nuint i = 0; i < (nuint)q.Length; i += (nuint)FourNumbers.Count)
        {
            var lanes = FourNumbers.Load(ref centred, i);
            var r = NormalDistribution.TailDistance(half - FourNumbers.Abs(lanes));
            FourNumbers.CopySign(NormalDistribution.NearTailQuantile(r), lanes).Store(ref normal, i);
            far |= FourNumbers.GreaterThan(r, farTail);
        }

        // One draw in 36 billion lies in a far tail.
        if (far == 0) return;
        for (var i = 0; i < q.Length; i++) normals[i] = NormalDistribution.TailQuantile(q[i], 0.5 - Math.Abs(q[i]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UnpackTails(ReadOnlySpan<int> tails, ReadOnlySpan<double> tailNormals, Span<double> normals)
    {
        ref var normal = ref MemoryMarshal.GetReference(normals);
        for (var i = 0; i < tails.Length; i++) Unsafe.Add(ref normal, tails[i]) = tailNormals[i];
    }
}
