using MetricsSimulator.PeerBench.Measuring;

namespace MetricsSimulator.PeerBench.Reporting;

/// <summary>The page with the results of the scrape benchmark.</summary>
internal sealed class ScrapePage : MarkdownPage
{
    public ScrapePage(Results results)
    {
        ServerResult[] servers =
            [.. new[] { results.Simulator, results.PrometheusNet, results.ClientGolang, results.Floor }.OfType<ServerResult>()];
        var machine = results.Machine;
        WriteTop(
            FormattableString.Invariant($"Scraping {results.Series:#,0} series"), results.Date, machine, results.Before, results.After,
            $"{machine.Go}, client_golang {machine.ClientGolang}, prometheus-net 8.2.1");
        WriteClaims(results.Claims);
        WriteTimes("Scrape after every value has changed: milliseconds", servers, encoding => encoding.Changed, results.Floor);
        WriteTimes("Second scrape within one tick: milliseconds", servers, encoding => encoding.Repeated, results.Floor);
        WriteCosts(servers);
        WriteBenchmarks(results.Benchmarks);
    }

    private void WriteTimes(string heading, ServerResult[] servers, Func<EncodingResult, Spread?> choose, ServerResult floor)
    {
        Heading(heading);
        Line($"| server | encoding | bytes | min | median | max | n | against sending the bytes |");
        Line($"|---|---|--:|--:|--:|--:|--:|--:|");
        foreach (var server in servers)
        {
            WriteTime(server.Name, "plain", server.Plain, choose, floor.Plain);
            WriteTime(server.Name, "gzip", server.Gzip, choose, floor.Gzip);
        }
    }

    private void WriteTime(string name, string label, EncodingResult? encoding, Func<EncodingResult, Spread?> choose, EncodingResult? floor)
    {
        if (encoding is null || choose(encoding) is not { } spread)
            return;
        var againstFloor = Amount(spread.Median / floor?.Changed.Median, "×");
        FormattableString times = $"{spread.Min:0.0} | {spread.Median:0.0} | {spread.Max:0.0} | {spread.All.Count}";
        Line($"| {name} | {label} | {encoding.Bytes:#,0} | {times} | {againstFloor} |");
    }

    private void WriteCosts(ServerResult[] servers)
    {
        Heading("Memory, processor time and start");
        Line($"Peak resident memory in MiB; processor time of the server in milliseconds for one tick and one scrape;");
        Line($"listening: milliseconds from the start of the process until it accepts connections, with all series.");
        Line($"");
        Line($"| server | peak, plain only | peak, gzip only | peak, both | processor, plain | processor, gzip | listening |");
        Line($"|---|--:|--:|--:|--:|--:|--:|");
        foreach (var server in servers)
        {
            var (plain, gzip) = (server.Plain, server.Gzip);
            var memory = $"{Mebibytes(plain?.PeakMemoryAlone)} | {Mebibytes(gzip?.PeakMemoryAlone)} | {Mebibytes(server.PeakMemory)}";
            Line($"| {server.Name} | {memory} | {plain?.Processor.Median:0} | {gzip?.Processor.Median:0} | {server.Listening?.Median:0} |");
        }
    }

    private void WriteBenchmarks(IReadOnlyList<BenchmarkReport> benchmarks)
    {
        if (benchmarks.Count == 0)
            return;
        Heading("In the process");
        Line($"| benchmark | parameters | median, ns | ns a series | allocated, bytes |");
        Line($"|---|---|--:|--:|--:|");
        foreach (var report in benchmarks)
        {
            FormattableString times = $"{report.Median:#,0.0} | {report.Median / report.Parameter("Series"):0.00}";
            Line($"| {report.Type}.{report.Method} | {report.Parameters} | {times} | {report.Allocated:#,0} |");
        }
    }
}
