using System.Globalization;
using System.Text.RegularExpressions;

namespace MetricsSimulator.Test.Tools;

/// <summary>The samples of a folder of blocks, or of a Prometheus that has ended, as promtool tells them.</summary>
internal static partial class PromtoolDump
{
    /// <summary>Reads all samples: labels as in PromQL and sorted, milliseconds, and value, in the order of series and time.</summary>
    public static List<(string Series, long Timestamp, double Value)> Read(string folder)
    {
        // promtool wants to find the log that a running Prometheus has.
        var log = Path.Combine(folder, "wal");
        var hasLog = Directory.Exists(log);
        Directory.CreateDirectory(log);
        var dumped = ExternalTool.Promtool.Run(["tsdb", "dump", folder]);
        if (!hasLog) Directory.Delete(log, recursive: true);
        Assert.True(dumped.Status == 0, dumped.ToString());
        return [.. dumped.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            var parts = line[(line.LastIndexOf('}') + 2)..].Split(' ');
            return (line[..(line.LastIndexOf('}') + 1)], long.Parse(parts[1], CultureInfo.InvariantCulture), double.Parse(parts[0], CultureInfo.InvariantCulture));
        })];
    }

    /// <summary>Reads the samples of CSV in the same way.</summary>
    public static List<(string Series, long Timestamp, double Value)> ReadCsv(string csv) =>
        [.. csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row =>
        {
            var parts = Row().Match(row).Groups;
            var labels = Pair().Matches(parts[3].Value.Replace("\"\"", "\"", StringComparison.Ordinal)).Select(pair => pair.Value)
                .Append($"__name__=\"{parts[2].Value}\"").Order(StringComparer.Ordinal);
            return ($"{{{string.Join(", ", labels)}}}", (long)Math.Round(1000 * double.Parse(parts[1].Value, CultureInfo.InvariantCulture)), double.Parse(parts[4].Value, CultureInfo.InvariantCulture));
        })];

    /// <summary>Adds what Prometheus's storage has besides: a marker at the first tick at which a series is no longer there.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="interval">The length of a tick, in milliseconds.</param>
    /// <param name="last">The last tick, in milliseconds.</param>
    public static List<(string Series, long Timestamp, double Value)> WithMarkers(List<(string Series, long Timestamp, double Value)> samples, long interval, long last)
    {
        var marked = new List<(string, long, double)>(samples);
        foreach (var series in samples.GroupBy(sample => sample.Series, StringComparer.Ordinal))
        {
            var times = series.Select(sample => sample.Timestamp).ToHashSet();
            marked.AddRange(times.Where(time => time < last && !times.Contains(time + interval)).Select(time => (series.Key, time + interval, double.NaN)));
        }

        return marked;
    }

    [GeneratedRegex("^([^,]+),([^,]+),(.*),([^,]+)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Row();

    [GeneratedRegex("[a-zA-Z_]+=\"(?:[^\"\\\\]|\\\\.)*\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pair();
}
