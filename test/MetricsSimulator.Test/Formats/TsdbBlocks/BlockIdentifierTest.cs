using MetricsSimulator.Formats.TsdbBlocks;

namespace MetricsSimulator.Test.Formats.TsdbBlocks;

public sealed class BlockIdentifierTest
{
    private static readonly BlockWindow Window = new(0, 7_200_000);

    [Fact]
    public void A_name_holds_the_time_of_writing_as_a_ULID_does()
    {
        // The example of github.com/ulid/spec: 01ARYZ6S41 is 1469918176385.
        var name = BlockIdentifier.Of("run"u8, Window, DateTimeOffset.FromUnixTimeMilliseconds(1469918176385));
        Assert.StartsWith("01ARYZ6S41", name, StringComparison.Ordinal);
        Assert.True(BlockIdentifier.Is(name));
    }

    [Fact]
    public void The_rest_of_a_name_says_what_the_block_holds_whenever_it_was_written()
    {
        var name = BlockIdentifier.ContentOf(BlockIdentifier.Of("run"u8, Window, DateTimeOffset.UnixEpoch));
        Assert.Equal(name, BlockIdentifier.ContentOf(BlockIdentifier.Of("run"u8, Window, DateTimeOffset.UnixEpoch.AddYears(60))));
        Assert.NotEqual(name, BlockIdentifier.ContentOf(BlockIdentifier.Of("another"u8, Window, DateTimeOffset.UnixEpoch)));
        Assert.NotEqual(name, BlockIdentifier.ContentOf(BlockIdentifier.Of("run"u8, new BlockWindow(0, 1), DateTimeOffset.UnixEpoch)));
    }
}
