using System.Runtime.Intrinsics;
using CsCheck;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Test.Randomness;

public sealed class ThreefryTest
{
    /// <summary>The known answers that the Random123 library publishes for threefry2x32 with 20 rounds (tests/kat_vectors).</summary>
    [Theory]
    [InlineData(0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x6b200159_99ba4efe)]
    [InlineData(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc_bb002be7)]
    [InlineData(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xc4923a9c_483df7a0)]
    public void A_published_counter_and_key_give_the_published_output(uint counter0, uint counter1, uint key0, uint key1, ulong expected) =>
        Assert.Equal(expected, Threefry.Encrypt(key0, key1, counter0, counter1));

    [Fact]
    public void Every_lane_of_a_vector_gives_what_one_counter_alone_gives() =>
        Gen.Select(Gen.UInt.Array[8], Gen.UInt.Array[8], Gen.UInt, Gen.UInt).Sample((key0, key1, counter0, counter1) =>
        {
            var (x0, x1) = Threefry.Encrypt(Vector256.Create(key0), Vector256.Create(key1), Vector256.Create(counter0), Vector256.Create(counter1));
            for (var lane = 0; lane < 8; lane++)
                Assert.Equal(Threefry.Encrypt(key0[lane], key1[lane], counter0, counter1), ((ulong)x0[lane] << 32) | x1[lane]);
        });
}
