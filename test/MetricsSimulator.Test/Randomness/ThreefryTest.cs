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
}
