using System.Text.Json;

namespace MetricsSimulator.PeerBench.Reporting;

/// <summary>Reads the files that BenchmarkDotNet's brief JSON exporter has written into a folder.</summary>
internal static class BenchmarkReports
{
    public static IReadOnlyList<BenchmarkReport> In(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        var reports = new List<BenchmarkReport>();
        foreach (var file in Directory.EnumerateFiles(folder, "*-report-brief.json").Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var benchmark in document.RootElement.GetProperty("Benchmarks").EnumerateArray())
            {
                if (Read(benchmark) is { } report)
                    reports.Add(report);
            }
        }
        return reports;
    }

    /// <summary>A row, or null for a benchmark that failed.</summary>
    private static BenchmarkReport? Read(JsonElement benchmark)
    {
        if (benchmark.GetProperty("Statistics") is not { ValueKind: JsonValueKind.Object } statistics)
            return null;
        var allocated = benchmark.TryGetProperty("Memory", out var memory) && memory.ValueKind == JsonValueKind.Object
            && memory.TryGetProperty("BytesAllocatedPerOperation", out var bytes) && bytes.TryGetInt64(out var count)
                ? count
                : (long?)null;
        return new BenchmarkReport(
            benchmark.GetProperty("Type").GetString()!,
            benchmark.GetProperty("Method").GetString()!,
            benchmark.GetProperty("Parameters").GetString() ?? "",
            statistics.GetProperty("Median").GetDouble(),
            allocated);
    }
}
