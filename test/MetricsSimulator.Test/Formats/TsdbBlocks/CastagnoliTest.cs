using System.Text;
using CsCheck;
using MetricsSimulator.Formats.TsdbBlocks;

namespace MetricsSimulator.Test.Formats.TsdbBlocks;

public sealed class CastagnoliTest
{
    // The check value that every catalogue of checksums gives, and RFC 3720, appendix B.4.
    [Fact]
    public void Published_checksums_come_out()
    {
        Assert.Equal(0xE3069283, Castagnoli.Of(Encoding.ASCII.GetBytes("123456789")));
        Assert.Equal(0x8A9136AA, Castagnoli.Of(new byte[32]));
        Assert.Equal(0U, Castagnoli.Of([]));
    }

    [Fact]
    public void A_text_has_the_same_checksum_in_one_part_and_in_two() => Gen.Select(Gen.Byte.Array[0, 100], Gen.Byte.Array[0, 100]).Sample((first, second) =>
        Castagnoli.Append(Castagnoli.Of(first), second) == Castagnoli.Of([.. first, .. second]));
}
