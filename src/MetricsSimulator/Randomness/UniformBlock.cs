using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MetricsSimulator.Randomness.Lanes;

namespace MetricsSimulator.Randomness;

/// <summary>
/// Compares uniform draws of many series with limits at once. Each draw has the same bits as <see cref="DrawStream.Uniform"/>.
/// </summary>
internal static class UniformBlock
{
    /// <summary>Finds the draws that exceed their limits.</summary>
    /// <param name="key0">The first halves of the keys; a multiple of <see cref="NormalBlock.Lanes"/>.</param>
    /// <param name="key1">The second halves of the keys, as many as first halves.</param>
    /// <param name="address">The address of the draw of each series.</param>
    /// <param name="limits">The limits, one for each key.</param>
    /// <param name="found">The places of the draws that exceed their limits, ascending; as long as the keys.</param>
    /// <returns>The number of draws found.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int FindAbove(ReadOnlySpan<uint> key0, ReadOnlySpan<uint> key1, DrawAddress address, ReadOnlySpan<double> limits, Span<int> found)
    {
        if (key0.Length != limits.Length || key1.Length != limits.Length || found.Length < limits.Length || limits.Length % NormalBlock.Lanes != 0)
            throw new ArgumentException("The lengths must be equal, and a multiple of the lanes.", nameof(limits));

        var counter0 = EightWords.Create(address.Low);
        var counter1 = EightWords.Create(address.High);
        var half = FourNumbers.Create(0.5);
        ref var k0 = ref MemoryMarshal.GetReference(key0);
        ref var k1 = ref MemoryMarshal.GetReference(key1);
        ref var limit = ref MemoryMarshal.GetReference(limits);
        var count = 0;
        for (nuint i = 0; i < (nuint)limits.Length; i += (nuint)EightWords.Count)
        {
            var (x0, x1) = Threefry.Encrypt(EightWords.Load(ref k0, i), EightWords.Load(ref k1, i), counter0, counter1);
            var (lower, upper) = EightWords.Centred(x0, x1);
            // The sums are exact: they are the uniform draws.
            var above = FourNumbers.GreaterThan(lower + half, FourNumbers.Load(ref limit, i))
                | (FourNumbers.GreaterThan(upper + half, FourNumbers.Load(ref limit, i + (nuint)FourNumbers.Count)) << FourNumbers.Count);
            for (; above != 0; above &= above - 1) found[count++] = (int)i + BitOperations.TrailingZeroCount(above);
        }

        return count;
    }
}
