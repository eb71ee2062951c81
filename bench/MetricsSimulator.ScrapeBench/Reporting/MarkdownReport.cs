using System.Globalization;
using System.Text;
using MetricsSimulator.ScrapeBench.Measuring;

namespace MetricsSimulator.ScrapeBench.Reporting;

/// <summary>The results as a page: promises first, then what they rest on.</summary>
internal sealed class MarkdownReport
{
    private readonly StringBuilder text = new();

    public static string Of(Results results)
    {
        var report = new MarkdownReport();
        report.Write(results);
        return report.text.ToString();
    }

    private void Write(Results results)
    {
        ServerResult[] servers =
            [.. new[] { results.Simulator, results.PrometheusNet, results.ClientGolang, results.Floor }.OfType<ServerResult>()];
        Line($"# Scraping {results.Series:#,0} series");
        Line($"");
        Line($"Written by `make bench`; `bench/README.md` says what each number means.");
        Line($"Absolute times belong to this machine; compare the ratios.");
        WriteMachine(results);
        WriteClaims(results);
        WriteTimes("Scrape after every value has changed: milliseconds", servers, encoding => encoding.Changed, results.Floor);
        WriteTimes("Second scrape within one tick: milliseconds", servers, encoding => encoding.Repeated, results.Floor);
        WriteCosts(servers);
        WriteBenchmarks(results.Benchmarks);
    }

    private void WriteMachine(Results results)
    {
        var machine = results.Machine;
        Heading("Where");
        Line($"- {results.Date:yyyy-MM-dd HH:mm} UTC, commit `{machine.Commit}`");
        Line($"- {machine.Processor}, {machine.Cores} cores, {machine.MemoryGiB:0.0} GiB, {machine.Kernel}");
        Line($"- .NET {machine.DotNet}, {machine.Go}, client_golang {machine.ClientGolang}, prometheus-net 8.2.1");
        var stolen = results.After.StolenShareSince(results.Before);
        Line($"- load average before {results.Before.Average}, after {results.After.Average}");
        Line($"- the host of a virtual machine kept {stolen:0 %} of the time for others");
    }

    private void WriteClaims(Results results)
    {
        Heading("Promised and measured");
        Line($"| promise | target | measured | met |");
        Line($"|---|--:|--:|---|");
        foreach (var claim in results.Claims)
        {
            var met = claim.IsMet switch { true => "yes", false => "**no**", null => "not measured" };
            var limit = claim.IsAtMost ? "at most" : "at least";
            Line($"| {claim.What} | {limit} {Amount(claim.Target, claim.Unit)} | {Amount(claim.Measured, claim.Unit)} | {met} |");
        }
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

    private void Heading(string heading)
    {
        Line($"");
        Line($"## {heading}");
        Line($"");
    }

    private void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Mebibytes(long? bytes) =>
        bytes is null or 0 ? "" : (bytes.Value / (1024.0 * 1024)).ToString("0", CultureInfo.InvariantCulture);

    private static string Amount(double? value, string unit) => value is not { } number
        ? "–"
        : unit == "×" && number < 0.5
            ? string.Create(CultureInfo.InvariantCulture, $"1/{1 / number:0.0}")
            : string.Create(CultureInfo.InvariantCulture, $"{number:0.##} {unit}");
}
