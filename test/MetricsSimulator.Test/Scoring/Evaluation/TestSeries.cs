using System.Globalization;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Test.Scoring.Evaluation;

/// <summary>A series in promtool's notation, with samples at regular instants since the Unix epoch.</summary>
/// <param name="Labels">Its labels, <c>__name__</c> among them.</param>
/// <param name="Values">A value for each instant: a number, <c>stale</c> for a marker of staleness, or <c>_</c> for none.</param>
internal sealed record TestSeries(SortedDictionary<string, string> Labels, IReadOnlyList<string> Values)
{
    /// <summary>Reads <c>name{label="value"}: 1 2 _ stale</c>.</summary>
    public static TestSeries Parse(string text)
    {
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        Assert.True(LabelMatchers.TryParseSelector(text[..colon], out var matchers, out var violation), violation);
        return new TestSeries(new(matchers.Conditions.ToDictionary(matcher => matcher.Name, matcher => matcher.Value), StringComparer.Ordinal), text[(colon + 2)..].Split(' '));
    }

    /// <summary>The series as promtool writes it.</summary>
    public string Name => $"{Labels["__name__"]}{{{string.Join(", ", Labels.Where(label => label.Key != "__name__").Select(label => $"{label.Key}=\"{label.Value}\""))}}}";

    /// <summary>Writes series as a block.</summary>
    public static void Write(string folder, IReadOnlyList<TestSeries> series, TimeSpan interval)
    {
        var step = (long)interval.TotalMilliseconds;
        var window = new BlockWindow(0, series.Max(each => each.Values.Count) * step);
        using var block = new SeriesBlockWriter(folder, BlockIdentifier.Of("test"u8, window, DateTimeOffset.UnixEpoch), window);
        for (var i = 0; i < series.Count; i++)
        {
            var samples = series[i].Values.Select((value, k) => (Instant: k * step, Text: value)).Where(sample => sample.Text != "_").ToArray();
            block.Add(i, [.. samples.Select(sample => sample.Instant)], [.. samples.Select(sample => Number(sample.Text))]);
        }

        block.Commit(series.Select(each => each.Labels.ToArray()));
    }

    private static double Number(string text) => text switch
    {
        "stale" => Staleness.Marker,
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
