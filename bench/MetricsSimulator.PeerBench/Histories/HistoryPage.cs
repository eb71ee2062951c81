using MetricsSimulator.PeerBench.Reporting;

namespace MetricsSimulator.PeerBench.Histories;

/// <summary>The page with the results of the history benchmark.</summary>
internal sealed class HistoryPage : MarkdownPage
{
    public HistoryPage(HistoryResults results)
    {
        WriteTop("Writing histories", results.Date, results.Machine, results.Before, results.After, results.Promtool);
        WriteClaims(results.Claims);
        Heading("Whole programs, from start to end");
        Line($"| history | samples | min, s | median, s | max, s | n | million samples a second | bytes | bytes a sample | peak, MiB |");
        Line($"|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var result in results.All)
        {
            FormattableString times = $"{result.Seconds.Min:0.00} | {result.Seconds.Median:0.00} | {result.Seconds.Max:0.00} | {result.Seconds.All.Count}";
            FormattableString sizes = result.Bytes == 0 ? $" | " : (FormattableString)$"{result.Bytes:#,0} | {result.BytesPerSample:0.00}";
            Line($"| {result.What} | {result.Samples:#,0} | {times} | {result.SamplesPerSecond / 1e6:0.00} | {sizes} | {Mebibytes(result.PeakMemory)} |");
        }
    }
}
