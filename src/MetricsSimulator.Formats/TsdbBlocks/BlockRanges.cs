using System.Collections.Immutable;

namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>
/// Splits a span of time into blocks as Prometheus would have done if it had scraped all the time.
/// </summary>
/// <remarks>
/// Prometheus joins blocks of two hours into blocks of three times the length, and these again, up to a tenth of the retention time and at most
/// 31 days. A longer block begins and ends at a multiple of its length since the Unix epoch, and the newest block stays as it
/// is. Sources: prometheus/prometheus, tsdb/compact.go (ExponentialBlockRanges, selectDirs) and cmd/prometheus/main.go (MaxBlockDuration).
/// </remarks>
public static class BlockRanges
{
    /// <summary>The length of the shortest blocks. Prometheus keeps as much in memory before it writes a block.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromHours(2);

    /// <summary>The length of the longest blocks.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    private const int Growth = 3;

    /// <summary>The lengths that the blocks of a span may have, ascending.</summary>
    /// <param name="kept">The length of the span.</param>
    public static ImmutableArray<TimeSpan> LengthsFor(TimeSpan kept)
    {
        var longest = kept / 10 < Longest ? kept / 10 : Longest;
        var lengths = ImmutableArray.CreateBuilder<TimeSpan>();
        for (var length = Shortest; lengths.Count == 0 || length <= longest; length *= Growth) lengths.Add(length);
        return lengths.DrainToImmutable();
    }

    /// <summary>Cuts a span.</summary>
    /// <param name="first">The instant of the first sample, in milliseconds since the Unix epoch.</param>
    /// <param name="end">The instant after the last sample.</param>
    /// <param name="lengths">The lengths that blocks may have, ascending, each a multiple of the one before.</param>
    /// <returns>The blocks, ascending, without gaps.</returns>
    public static IEnumerable<BlockWindow> Cut(long first, long end, ImmutableArray<TimeSpan> lengths)
    {
        var newest = Align(end - 1, lengths[0]);
        while (first < end)
        {
            var begin = first;
            var fitting = lengths.LastOrDefault(length => EndOf(begin, length) <= newest, lengths[0]);
            var block = new BlockWindow(first, Math.Min(end, EndOf(first, fitting)));
            yield return block;
            first = block.End;
        }
    }

    private static long Align(long instant, TimeSpan length) => instant - instant % (length.Ticks / TimeSpan.TicksPerMillisecond);

    private static long EndOf(long instant, TimeSpan length) => Align(instant, length) + length.Ticks / TimeSpan.TicksPerMillisecond;
}
