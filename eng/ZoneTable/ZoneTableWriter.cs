using NodaTime;
using NodaTime.TimeZones;

namespace ZoneTable;

/// <summary>
/// Writes a table of time zones. It has the number of zones, then of each zone its name and the number of its clock. Clocks are numbered from 0 in the order in which they come first. Then
/// come the clocks: the number of changes, the offset at the beginning, and of each change the time since the one before and the new offset. The first change counts from 1970.
/// Times and offsets are whole seconds. Numbers have 7 bits a byte, the lowest first, and an offset has the 18 hours added that it may lie below UTC.
/// </summary>
internal static class ZoneTableWriter
{
    private const int LowestOffset = -18 * 3600;

    private static readonly Instant s_begin = Instant.FromUtc(1970, 1, 1, 0, 0);

    // Rules of daylight saving have no end, but a table needs one. From this instant on, clocks never change.
    private static readonly Instant s_end = Instant.FromUtc(2101, 1, 1, 0, 0);

    /// <summary>The table of all zones in NodaTime's database, by name.</summary>
    public static byte[] Write()
    {
        var source = TzdbDateTimeZoneSource.Default;
        string[] names = [.. source.GetIds().Order(StringComparer.Ordinal)];
        var clocks = new List<string>();
        using var table = new MemoryStream();
        using var writer = new BinaryWriter(table);
        writer.Write7BitEncodedInt(names.Length);
        foreach (var name in names)
        {
            var clock = source.CanonicalIdMap[name];
            if (!clocks.Contains(clock)) clocks.Add(clock);
            writer.Write(name);
            writer.Write7BitEncodedInt(clocks.IndexOf(clock));
        }

        foreach (var clock in clocks) Write(writer, [.. source.ForId(clock).GetZoneIntervals(s_begin, s_end)]);
        writer.Flush();
        return table.ToArray();
    }

    private static void Write(BinaryWriter writer, ZoneInterval[] intervals)
    {
        writer.Write7BitEncodedInt(intervals.Length - 1);
        writer.Write7BitEncodedInt(intervals[0].WallOffset.Seconds - LowestOffset);
        var before = s_begin;
        foreach (var interval in intervals.Skip(1))
        {
            writer.Write7BitEncodedInt64((long)(interval.Start - before).TotalSeconds);
            writer.Write7BitEncodedInt(interval.WallOffset.Seconds - LowestOffset);
            before = interval.Start;
        }
    }
}
