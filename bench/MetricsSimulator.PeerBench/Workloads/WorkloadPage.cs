using MetricsSimulator.PeerBench.Reporting;

namespace MetricsSimulator.PeerBench.Workloads;

/// <summary>The page with the results of the workload benchmark.</summary>
internal sealed class WorkloadPage : MarkdownPage
{
    public WorkloadPage(WorkloadResults results)
    {
        WriteTop("A team of developers", results.Date, results.Machine, results.Before, results.After, "no peer");
        WriteClaims(results.Claims);
        Heading("Whole programs, from start to end");
        Line($"| what | samples | min, s | median, s | max, s | n | bytes | peak, MiB |");
        Line($"|---|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var result in results.All)
        {
            FormattableString sizes = $"{result.Bytes:#,#}";
            Line($"| {result.What} | {result.Samples:#,#} | {result.Seconds.Min:0.00} | {result.Seconds.Median:0.00} | {result.Seconds.Max:0.00} | {result.Seconds.All.Count} | {sizes} | {Mebibytes(result.PeakMemory)} |");
        }

        Heading("A live team of 1,000");
        var live = results.Live;
        Line($"| listening after a day of the past, s | processor of a tick, ms | scrape, min, ms | median | max | n | lines | peak, MiB |");
        Line($"|--:|--:|--:|--:|--:|--:|--:|--:|");
        Line($"| {live.Listening:0.0} | {live.TickProcessor:0.0} | {live.Scrape.Min:0.0} | {live.Scrape.Median:0.0} | {live.Scrape.Max:0.0} | {live.Scrape.All.Count} | {live.Lines:#,0} | {Mebibytes(live.PeakMemory)} |");
    }
}
