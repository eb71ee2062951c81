using CsCheck;
using MetricsSimulator.Formats.TsdbBlocks;

namespace MetricsSimulator.Test.Formats.TsdbBlocks;

public sealed class BlockRangesTest
{
    private const long Hour = 3_600_000;
    // The first of January 2026 is a multiple of 6 h since the epoch, and of neither 18 h nor 54 h.
    private const long NewYear = 1_767_225_600_000;

    [Theory]
    [InlineData(24, 2)]
    [InlineData(7 * 24, 6)]
    [InlineData(30 * 24, 54)]
    [InlineData(3650 * 24, 486)]
    public void Blocks_are_no_longer_than_a_tenth_of_what_is_kept_and_than_31_days(int hours, int longest) =>
        Assert.Equal(TimeSpan.FromHours(longest), BlockRanges.LengthsFor(TimeSpan.FromHours(hours))[^1]);

    [Fact]
    public void A_day_is_blocks_of_two_hours()
    {
        var blocks = BlockRanges.Cut(NewYear + Hour, NewYear + 25 * Hour, BlockRanges.LengthsFor(TimeSpan.FromHours(24))).ToArray();
        Assert.Equal(13, blocks.Length);
        Assert.Equal(new BlockWindow(NewYear + Hour, NewYear + 2 * Hour), blocks[0]);
        Assert.Equal(new BlockWindow(NewYear + 24 * Hour, NewYear + 25 * Hour), blocks[^1]);
    }

    [Fact]
    public void The_newest_blocks_of_a_week_are_not_joined_yet()
    {
        var end = NewYear + 7 * 24 * Hour + 5 * Hour;
        var blocks = BlockRanges.Cut(end - 7 * 24 * Hour, end, BlockRanges.LengthsFor(TimeSpan.FromDays(7))).ToArray();
        Assert.Equal(new BlockWindow(NewYear + 5 * Hour, NewYear + 6 * Hour), blocks[0]);
        Assert.Equal(new BlockWindow(NewYear + 6 * Hour, NewYear + 12 * Hour), blocks[1]);
        Assert.Equal([6, 2, 2, 1], blocks[^4..].Select(block => (block.End - block.First) / Hour));
    }

    [Fact]
    public void Blocks_lie_side_by_side_and_none_crosses_a_multiple_of_its_length() =>
        Gen.Select(Gen.Long[0, 4_000_000_000_000], Gen.Long[1, 200 * 24 * Hour]).Sample((first, length) =>
        {
            var lengths = BlockRanges.LengthsFor(TimeSpan.FromMilliseconds(length));
            var next = first;
            foreach (var block in BlockRanges.Cut(first, first + length, lengths))
            {
                Assert.Equal(next, block.First);
                Assert.True(block.End > block.First);
                Assert.Contains(lengths, each => block.First / (long)each.TotalMilliseconds == (block.End - 1) / (long)each.TotalMilliseconds);
                next = block.End;
            }

            Assert.Equal(first + length, next);
        });

    [Fact]
    public void Chunks_lie_side_by_side_and_are_as_even_as_they_can_be() => Gen.Long[1, 100_000].Sample(ticks =>
    {
        var cut = new ChunkCut(ticks);
        var lengths = Enumerable.Range(0, (int)cut.Count).Select(chunk => cut.Begin(chunk + 1) - cut.Begin(chunk)).ToArray();
        Assert.Equal(ticks, lengths.Sum());
        Assert.InRange(lengths.Max(), 1, ChunkCut.Maximum);
        Assert.InRange(lengths.Max() - lengths.Min(), 0, 1);
        Assert.True(ticks < ChunkCut.Target || lengths.Min() >= ChunkCut.Target);
    });
}
