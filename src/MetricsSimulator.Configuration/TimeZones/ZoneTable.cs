using System.Collections.Immutable;
using System.IO.Compression;
using MetricsSimulator.Cycles;

namespace MetricsSimulator.Configuration.TimeZones;

/// <summary>The table of time zones in this assembly, which <c>eng/ZoneTable</c> wrote: its <c>ZoneTableWriter</c> has the format.</summary>
internal sealed class ZoneTable
{
    private const int LowestOffset = -18 * 3600;

    private readonly string[] _names;
    private readonly int[] _clocks;
    private readonly (ImmutableArray<DateTimeOffset> Changes, ImmutableArray<TimeSpan> Offsets)[] _tables;

    private ZoneTable(BinaryReader reader)
    {
        _names = new string[reader.Read7BitEncodedInt()];
        _clocks = new int[_names.Length];
        for (var i = 0; i < _names.Length; i++)
        {
            _names[i] = reader.ReadString();
            _clocks[i] = reader.Read7BitEncodedInt();
        }

        _tables = new (ImmutableArray<DateTimeOffset>, ImmutableArray<TimeSpan>)[_clocks.Max() + 1];
        for (var i = 0; i < _tables.Length; i++) _tables[i] = ReadClock(reader);
    }

    /// <summary>The names of the zones, in alphabetical order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Reads the table.</summary>
    public static ZoneTable Read()
    {
        using var packed = typeof(ZoneTable).Assembly.GetManifestResourceStream("zones.gz")!;
        using var reader = new BinaryReader(new GZipStream(packed, CompressionMode.Decompress));
        return new ZoneTable(reader);
    }

    /// <summary>The zone with a name; null if there is none.</summary>
    public ZoneOffsets? Find(string name)
    {
        var i = Array.BinarySearch(_names, name, StringComparer.Ordinal);
        return i < 0 ? null : new ZoneOffsets(name, _tables[_clocks[i]].Changes, _tables[_clocks[i]].Offsets);
    }

    private static (ImmutableArray<DateTimeOffset> Changes, ImmutableArray<TimeSpan> Offsets) ReadClock(BinaryReader reader)
    {
        var changes = new DateTimeOffset[reader.Read7BitEncodedInt()];
        var offsets = new TimeSpan[changes.Length + 1];
        offsets[0] = ReadOffset(reader);
        var change = DateTimeOffset.UnixEpoch;
        for (var i = 0; i < changes.Length; i++)
        {
            changes[i] = change = change.AddSeconds(reader.Read7BitEncodedInt64());
            offsets[i + 1] = ReadOffset(reader);
        }

        return ([.. changes], [.. offsets]);
    }

    private static TimeSpan ReadOffset(BinaryReader reader) => TimeSpan.FromSeconds(reader.Read7BitEncodedInt() + LowestOffset);
}
