using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

/// <summary><c>--truth</c> writes the anomalies beside the samples.</summary>
public sealed class TruthOptionTest
{
    private static readonly string[] s_run = ["--scenario", "anomaly_detection", "--seed", "1", "--start", "2026-01-01T00:00:00Z", "--duration", "2h"];

    [Fact]
    public async Task Each_anomaly_has_a_series_for_as_long_as_its_window_lasts_and_the_other_samples_stay()
    {
        var with = await CsvAsync("--truth");
        var truth = with.Where(row => row.Series.Contains("simulator_anomaly_active", StringComparison.Ordinal)).ToArray();
        Assert.Equal(await CsvAsync(), with.Except(truth));
        var told = await Ran.Async(["truth", .. s_run]);
        var expected = new List<(string, long, double)>();
        foreach (var line in told.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var record = JsonDocument.Parse(line);
            string Text(string name) => record.RootElement.TryGetProperty(name, out var value) ? value.GetString()! : "";
            var labels = new List<string> { "__name__=\"simulator_anomaly_active\"", $"id=\"{Text("id")}\"", $"kind=\"{Text("kind")}\"" };
            if (Text("metric").Length > 0) labels.Add($"metric=\"{Text("metric")}\"");
            var end = Milliseconds(Text("end"));
            for (var time = Milliseconds(Text("start")); time < end && time < Milliseconds("2026-01-01T02:00:00Z"); time += 10_000)
                expected.Add(($"{{{string.Join(", ", labels)}}}", time, Text("effect") == "none" ? 0 : 1));
        }

        Assert.True(expected.Count > 300);
        Assert.Equal(expected.Order(), truth.Order());
    }

    [Fact]
    public async Task The_clean_twin_has_none() =>
        Assert.DoesNotContain(await CsvAsync("--truth", "--clean"), row => row.Series.Contains("simulator_anomaly_active", StringComparison.Ordinal));

    [Fact]
    [Trait("needs", "programs")]
    public async Task Blocks_hold_what_CSV_holds()
    {
        using var folder = new TemporaryFolder();
        var ran = await Ran.Async(["backfill", "--end", "2026-01-01T02:00:00Z", "--truth", "--output", folder.File("blocks"), .. s_run]);
        Assert.True(ran.Status == 0, ran.Error);
        var last = Milliseconds("2026-01-01T02:00:00Z") - 10_000;
        var expected = PromtoolDump.WithMarkers(await CsvAsync("--truth", "--scrape-series"), 10_000, last);
        Assert.Equal(expected.Order(), PromtoolDump.Read(folder.File("blocks")).Order());
    }

    private static async Task<List<(string Series, long Timestamp, double Value)>> CsvAsync(params string[] options)
    {
        using var folder = new TemporaryFolder();
        var ran = await Ran.Async(["generate", "--format", "csv", "--output", folder.File("csv"), .. s_run, .. options]);
        Assert.True(ran.Status == 0, ran.Error);
        return PromtoolDump.ReadCsv(await File.ReadAllTextAsync(folder.File("csv")));
    }

    private static long Milliseconds(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
