using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Cycles;

namespace MetricsSimulator.Configuration.Cycles;

/// <summary>Reads the value of a key <c>cycles</c>: a block of keys, or a list of such blocks with every key once.</summary>
internal static class CycleReader
{
    /// <summary>The cycle; null after errors, which have been reported.</summary>
    public static Cycle? Read(Cursor at)
    {
        var errors = at.Errors.Count;
        var blocks = ReadBlocks(at);
        foreach (var key in CycleKeys.Table.Keys) ReportTwice(key, blocks);
        return at.Errors.Count > errors ? null : CycleKeys.Make(blocks);
    }

    private static ImmutableArray<Block> ReadBlocks(Cursor at)
    {
        if (at.Node is ListNode list)
            return [.. list.Items.Select((item, i) => CycleKeys.Table.Read(at.Enter(i, item))).OfType<Block>()];
        if (at.Node is MapNode or ScalarNode { IsEmpty: true } or ScalarNode { IsNull: true }) return [CycleKeys.Table.Read(at)!];
        at.ReportMismatch("a block of keys or a list of such blocks");
        return [];
    }

    private static void ReportTwice(Key key, ImmutableArray<Block> blocks)
    {
        var places = blocks.Select(block => block.CursorOf(key)).OfType<Cursor>().ToArray();
        foreach (var place in places.Skip(1))
            place.ReportKey($"the key is given twice, first in line {places[0].KeyPlace.Line.ToString(CultureInfo.InvariantCulture)}");
    }
}
