using MetricsSimulator.PeerBench.Reporting;

namespace MetricsSimulator.PeerBench.Exports;

/// <summary>The page with the results of the benchmark of exports.</summary>
internal sealed class ExportPage : MarkdownPage
{
    public ExportPage(ExportResults results)
    {
        WriteTop("Exporting points", results.Date, results.Machine, results.Before, results.After, "OpenTelemetry.Exporter.OpenTelemetryProtocol 1.20.1");
        WriteClaims(results.Claims);
        Heading("Exports over HTTP as Protocol Buffers, each program on one core");
        Line($"| program | points | requests | bytes | min, ms | median, ms | max, ms | n | points a second | allocated, bytes |");
        Line($"|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var result in (ExportResult[])[results.Simulator, results.Peer])
        {
            FormattableString times = $"{result.Milliseconds.Min:0.0} | {result.Milliseconds.Median:0.0} | {result.Milliseconds.Max:0.0} | {result.Milliseconds.All.Count}";
            Line($"| {result.Name} | {result.Points:#,0} | {result.Requests:#,0} | {result.Bytes:#,0} | {times} | {result.PointsPerSecond:#,0} | {result.Allocated.Median:#,0} |");
        }

        Heading("The executable, which serves the points and exports them in each tick");
        var live = results.Live;
        Line($"| points | exports | processor of a tick with its export, ms | points in a second of processor time | peak, MiB |");
        Line($"|--:|--:|--:|--:|--:|");
        Line($"| {live.Points:#,0} | {live.Exports} | {live.Processor:0.0} | {live.PointsPerSecond:#,0} | {Mebibytes(live.PeakMemory)} |");

        Heading("The executable, which writes requests");
        var generated = results.Generated;
        Line($"| what | points | min, s | median, s | max, s | n | million points a second | peak, MiB |");
        Line($"|---|--:|--:|--:|--:|--:|--:|--:|");
        FormattableString seconds = $"{generated.Seconds.Min:0.00} | {generated.Seconds.Median:0.00} | {generated.Seconds.Max:0.00} | {generated.Seconds.All.Count}";
        Line($"| {generated.What} | {generated.Samples:#,0} | {seconds} | {generated.SamplesPerSecond / 1e6:0.00} | {Mebibytes(generated.PeakMemory)} |");
    }
}
