using System.Globalization;
using MetricsSimulator.Metrics;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Push;

/// <summary>What a receiver ought to have, and has. Thread-safe.</summary>
internal static class SentSamples
{
    /// <summary>The samples of CSV, and a stale marker where a series ends before the others.</summary>
    /// <param name="csv">What <c>generate</c> writes, with one tick in ten seconds.</param>
    public static SortedDictionary<(string Series, long Timestamp), string> Expected(string csv)
    {
        var expected = new SortedDictionary<(string, long), string>();
        var rows = PromtoolDump.ReadCsv(csv);
        var last = rows.Max(row => row.Timestamp);
        foreach (var series in rows.GroupBy(row => row.Series, StringComparer.Ordinal))
        {
            var times = series.Select(row => row.Timestamp).ToHashSet();
            foreach (var row in series) expected.Add((row.Series, row.Timestamp), Spell(row.Value));
            foreach (var time in times.Where(time => time < last && !times.Contains(time + 10_000))) expected.Add((series.Key, time + 10_000), Spell(Staleness.Marker));
        }

        return expected;
    }

    /// <summary>The samples that a receiver acknowledged.</summary>
    public static SortedDictionary<(string Series, long Timestamp), string> Of(Receiver receiver) =>
        new(receiver.Samples.ToDictionary(sample => sample.Key, sample => Spell(BitConverter.Int64BitsToDouble(sample.Value.Bits))));

    /// <summary>A text that differs when the bits do, except for NaNs that are not stale markers.</summary>
    public static string Spell(double value) => Staleness.IsMarker(value) ? "stale" : value.ToString("R", CultureInfo.InvariantCulture);
}
