using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MetricsSimulator.Randomness;

/// <summary>
/// Threefry-2x32 with 20 rounds: a keyed bijection of 64 bits made of 32-bit additions, rotations and exclusive ors, so that draws are
/// addressed instead of consumed and the same on every machine. Source: Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as
/// 1, 2, 3" (SC 2011), section 4.2, with the rotations of the Random123 library. Thread-safe.
/// </summary>
internal static class Threefry
{
    // The key schedule's parity constant of Threefish (Skein 1.3, section 3.3.2), its lower 32 bits as Random123 has them.
    private const uint Parity = 0x1BD11BDA;

    /// <summary>Encrypts one counter.</summary>
    /// <param name="key0">The first half of the key.</param>
    /// <param name="key1">The second half of the key.</param>
    /// <param name="counter0">The first half of the counter.</param>
    /// <param name="counter1">The second half of the counter.</param>
    /// <returns>64 bits that look random: the first half in the upper 32, the second in the lower.</returns>
    public static ulong Encrypt(uint key0, uint key1, uint counter0, uint counter1)
    {
        var key2 = Parity ^ key0 ^ key1;
        var x0 = counter0 + key0;
        var x1 = counter1 + key1;

        Mix(ref x0, ref x1, 13, 15, 26, 6);
        x0 += key1;
        x1 += key2 + 1;
        Mix(ref x0, ref x1, 17, 29, 16, 24);
        x0 += key2;
        x1 += key0 + 2;
        Mix(ref x0, ref x1, 13, 15, 26, 6);
        x0 += key0;
        x1 += key1 + 3;
        Mix(ref x0, ref x1, 17, 29, 16, 24);
        x0 += key1;
        x1 += key2 + 4;
        Mix(ref x0, ref x1, 13, 15, 26, 6);
        x0 += key2;
        x1 += key0 + 5;

        return ((ulong)x0 << 32) | x1;
    }

    /// <summary>Encrypts one counter under eight keys at once; lane by lane the same operations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<uint> X0, Vector256<uint> X1) Encrypt(
        Vector256<uint> key0, Vector256<uint> key1, Vector256<uint> counter0, Vector256<uint> counter1)
    {
        var key2 = Vector256.Create(Parity) ^ key0 ^ key1;
        var x0 = counter0 + key0;
        var x1 = counter1 + key1;

        Mix(ref x0, ref x1, 13, 15, 26, 6);
        x0 += key1;
        x1 += key2 + Vector256.Create(1u);
        Mix(ref x0, ref x1, 17, 29, 16, 24);
        x0 += key2;
        x1 += key0 + Vector256.Create(2u);
        Mix(ref x0, ref x1, 13, 15, 26, 6);
        x0 += key0;
        x1 += key1 + Vector256.Create(3u);
        Mix(ref x0, ref x1, 17, 29, 16, 24);
        x0 += key1;
        x1 += key2 + Vector256.Create(4u);
        Mix(ref x0, ref x1, 13, 15, 26, 6);
        x0 += key2;
        x1 += key0 + Vector256.Create(5u);

        return (x0, x1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref uint x0, ref uint x1, int r0, int r1, int r2, int r3)
    {
        x0 += x1;
        x1 = uint.RotateLeft(x1, r0) ^ x0;
        x0 += x1;
        x1 = uint.RotateLeft(x1, r1) ^ x0;
        x0 += x1;
        x1 = uint.RotateLeft(x1, r2) ^ x0;
        x0 += x1;
        x1 = uint.RotateLeft(x1, r3) ^ x0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(
        ref Vector256<uint> x0, ref Vector256<uint> x1,
        [ConstantExpected] byte r0, [ConstantExpected] byte r1, [ConstantExpected] byte r2, [ConstantExpected] byte r3)
    {
        x0 += x1;
        x1 = Rotate(x1, r0) ^ x0;
        x0 += x1;
        x1 = Rotate(x1, r1) ^ x0;
        x0 += x1;
        x1 = Rotate(x1, r2) ^ x0;
        x0 += x1;
        x1 = Rotate(x1, r3) ^ x0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Rotate(Vector256<uint> x, [ConstantExpected] byte bits) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateLeft(x, bits) : (x << bits) | (x >>> (32 - bits));
}
