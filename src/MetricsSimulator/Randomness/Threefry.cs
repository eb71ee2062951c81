using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MetricsSimulator.Randomness.Lanes;

namespace MetricsSimulator.Randomness;

/// <summary>
/// Threefry-2x32 with 20 rounds: a keyed bijection of 64 bits that uses only 32-bit additions, rotations and exclusive ors. With it, draws
/// have addresses, and are the same on every machine. Source: Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as
/// 1, 2, 3" (SC 2011), section 4.2, with the rotations of the Random123 library. Thread-safe.
/// </summary>
internal static class Threefry
{
    // The parity constant of Threefish's key schedule (Skein 1.3, section 3.3.2), of which Random123 uses the lower 32 bits.
    private const uint Parity = 0x1BD11BDA;

    /// <summary>Encrypts one counter.</summary>
    /// <param name="key0">The first half of the key.</param>
    /// <param name="key1">The second half of the key.</param>
    /// <param name="counter0">The first half of the counter.</param>
    /// <param name="counter1">The second half of the counter.</param>
    /// <returns>64 bits that look random: the first half in the upper 32 bits, the second in the lower.</returns>
    public static ulong Encrypt(uint key0, uint key1, uint counter0, uint counter1)
    {
        var (x0, x1) = Encrypt<OneWord>(new(key0), new(key1), new(counter0), new(counter1));
        return ((ulong)x0.Value << 32) | x1.Value;
    }

    /// <summary>Encrypts one counter under several keys at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T X0, T X1) Encrypt<T>(T key0, T key1, T counter0, T counter1)
        where T : struct, IWordLanes<T>
    {
        var key2 = T.Create(Parity) ^ key0 ^ key1;
        var x0 = counter0 + key0;
        var x1 = counter1 + key1;

        Mix(ref x0, ref x1, 13, 15, 26, 6);
        x0 += key1;
        x1 += key2 + T.Create(1);
        Mix(ref x0, ref x1, 17, 29, 16, 24);
        x0 += key2;
        x1 += key0 + T.Create(2);
        Mix(ref x0, ref x1, 13, 15, 26, 6);
        x0 += key0;
        x1 += key1 + T.Create(3);
        Mix(ref x0, ref x1, 17, 29, 16, 24);
        x0 += key1;
        x1 += key2 + T.Create(4);
        Mix(ref x0, ref x1, 13, 15, 26, 6);
        x0 += key2;
        x1 += key0 + T.Create(5);

        return (x0, x1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix<T>(
        ref T x0, ref T x1,
        [ConstantExpected] byte r0, [ConstantExpected] byte r1, [ConstantExpected] byte r2, [ConstantExpected] byte r3)
        where T : struct, IWordLanes<T>
    {
        x0 += x1;
        x1 = T.RotateLeft(x1, r0) ^ x0;
        x0 += x1;
        x1 = T.RotateLeft(x1, r1) ^ x0;
        x0 += x1;
        x1 = T.RotateLeft(x1, r2) ^ x0;
        x0 += x1;
        x1 = T.RotateLeft(x1, r3) ^ x0;
    }
}
