using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Cli.History.Blocks;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Scrapes;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Statistics;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>A history and the scrapes that come after it, in a Prometheus that is started as the simulator says.</summary>
[Trait("needs", "programs")]
public sealed partial class HistoryThenLiveTest
{
    private const int Interval = 1000;
    private const int Hours = 2;
    private const int Scrapes = 8;

    // A scrape is moved by so much when its time is then a multiple of the interval: prometheus/prometheus, scrape/scrape.go, ScrapeTimestampTolerance.
    private const int Alignment = 2;

    [Fact]
    public async Task A_Prometheus_that_starts_on_a_history_and_goes_on_scraping_sees_one_run()
    {
        using var folder = new TemporaryFolder();
        var data = folder.File("the data");
        var journal = folder.File("journal");
        var config = folder.Write("config.yaml", "simulator: {update_interval: 1s, seed: 7}\n");
        // One anomaly, which is active where history ends and scrapes begin.
        var scenario = folder.Write("scenario.yaml", "name: shifted\npatterns: [{name: all, duration: 24h, anomalies: [{kind: level_shift, metric: cost, at: 1h, duration: 20h, magnitude: 2}]}]\n");
        var port = FreePort.Find();
        await using var simulator = RunningProgram.StartSimulator(
            "serve", "--config", config, "--scenario", scenario, "--port", port.ToString(CultureInfo.InvariantCulture), "--history", $"{Hours}h", "--truth", "--data", data, "--journal", journal, "--label", "team=blue");
        using var client = new HttpClient();
        // Scrapes are refused until the history is complete.
        var (unfinished, refused, asked) = (0L, 0L, 0L);
        await simulator.PollAsync("scrape", () =>
        {
            refused = asked;
            asked = Now();
            if (!File.Exists(Path.Combine(data, WrittenHistory.ConfigurationName))) unfinished = asked;
            return client.GetStringAsync(new Uri($"http://localhost:{port}/metrics"))!;
        });
        var greeting = await simulator.PollAsync("greeting", () => Task.FromResult(simulator.Written.Contains("Ctrl-C", StringComparison.Ordinal) ? simulator.Written : null));
        var span = Span().Match(greeting).Groups;
        var (first, last) = (Instant(span[1].Value), Instant(span[2].Value));
        Assert.InRange(first, last - Hours * 3_600_000 - 60_000, unfinished - Hours * 3_600_000);
        // The simulator waits for a tick that begins within the lead. A busy machine may need some more time to listen.
        Assert.InRange(refused - last, -Interval, Interval + Math.Max(0, refused - unfinished - (long)LiveHistory.Lead.TotalMilliseconds));

        var queryPort = FreePort.Find();
        var command = Command().Match(greeting).Value.Replace("localhost:9091", $"localhost:{queryPort}", StringComparison.Ordinal);
        await using var prometheus = RunningProgram.Start("/bin/bash", "bash", "-c", "exec " + command);
        await QueryAsync($"count_over_time(up{{job=\"claude-code\"}}[3h]) >= {(last - first) / Interval + 1 + Scrapes}");

        var stored = await QueryAsync("{team=\"blue\",__name__!~\"simulator_.*\"}[3h]");
        var durations = (await QueryAsync("scrape_duration_seconds{job=\"claude-code\"}[3h]")).Single().Samples.ToDictionary();
        var newest = durations.Keys.Max();
        var generated = await Ran.Async(
            "generate", "--journal", journal, "--duration", $"{newest - first + 10 * Interval}ms", "--format", "csv", "--output", folder.File("csv"));
        Assert.True(generated.Status == 0, generated.Error);
        var expected = PromtoolDump.ReadCsv(await File.ReadAllTextAsync(folder.File("csv"))).GroupBy(sample => sample.Series, StringComparer.Ordinal)
            .ToDictionary(series => series.Key, series => series.ToDictionary(sample => sample.Timestamp, sample => sample.Value), StringComparer.Ordinal);

        Assert.Equal(36, stored.Length);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), stored.Select(series => series.Name).Order(StringComparer.Ordinal));
        foreach (var (name, labels, samples) in stored)
        {
            Assert.Equal(("claude-code", $"localhost:{port}"), (labels["job"], labels["instance"]));
            var past = samples.Where(sample => sample.Timestamp <= last).ToArray();
            Assert.Equal((last - first) / Interval + 1, past.Length);
            Assert.All(past, sample => Assert.Equal(expected[name][sample.Timestamp], sample.Value));
            var scraped = samples.Where(sample => sample.Timestamp > last).ToArray();
            Assert.InRange(scraped.Length, Scrapes, int.MaxValue);
            // The answer holds at some moment between the beginning of the scrape and its end.
            Assert.All(scraped, sample => Assert.Contains(
                sample.Value, Ticks(sample.Timestamp - Alignment, sample.Timestamp + Alignment + (long)(1000 * durations[sample.Timestamp])).Select(tick => expected[name][tick])));
        }

        // The series about scrapes and anomalies continue as the same series.
        foreach (var about in ScrapeDefinition.Families.Select(family => family.Name))
        {
            var one = Assert.Single(await QueryAsync($"{about}{{job=\"claude-code\"}}[3h]"));
            Assert.Equal($"localhost:{port}", one.Labels["instance"]);
            Assert.InRange(one.Samples.Count(sample => sample.Timestamp > last), Scrapes, int.MaxValue);
        }

        Assert.Equal(1, (await QueryAsync("min_over_time(up{job=\"claude-code\"}[3h])")).Single().Samples.Single().Value);
        Assert.All(await QueryAsync("scrape_samples_scraped{job=\"claude-code\"}"), scraped => Assert.Equal(36, scraped.Samples.Single().Value));
        var truth = Assert.Single(await QueryAsync("{__name__=\"simulator_anomaly_active\"}[3h]"));
        Assert.Equal(("claude-code", $"localhost:{port}", "blue"), (truth.Labels["job"], truth.Labels["instance"], truth.Labels["team"]));
        Assert.Contains(truth.Samples, sample => sample.Timestamp <= last);
        Assert.Contains(truth.Samples, sample => sample.Timestamp > last);

        foreach (var counter in stored.Select(series => series.Labels["__name__"]).Distinct(StringComparer.Ordinal))
            Assert.All(await QueryAsync($"resets({counter}[3h])"), resets => Assert.Equal(0, resets.Samples.Single().Value));
        await ExpectRateAsync("otel_claude_code_token_usage_tokens_total");
        await ExpectRateAsync("otel_claude_code_cost_usd");
        Assert.DoesNotContain("level=error", prometheus.Written, StringComparison.Ordinal);
        Assert.DoesNotContain("level=warn", prometheus.Written, StringComparison.Ordinal);

        // Half of the window is before the seam, and half after it.
        async Task ExpectRateAsync(string counter)
        {
            var window = 2 * (newest - last) / Interval * Interval;
            var series = expected.Where(series => series.Key.Contains($"\"{counter}\"", StringComparison.Ordinal)).Select(series => series.Value).ToArray();
            var ticks = Ticks(newest - window, newest).ToArray();
            var steps = ticks.Skip(1).Select(tick => series.Sum(values => values[tick] - values[tick - Interval])).ToArray();
            var rate = (await QueryAsync($"sum(rate({counter}[{window}ms]))", newest)).Single().Samples.Single().Value;
            // A scrape shows the tick that holds, which began up to one interval before; so at both ends of the window.
            Expect.Within($"rate of {counter}", rate, steps.Sum() * 1000 / (ticks[^1] - ticks[0]), 2 * steps.Max() * 1000 / (window - 2 * Interval));
        }

        Task<Series[]> QueryAsync(string promql, long? time = null) => prometheus.PollAsync<Series[]>($"answer to {promql}", async () =>
        {
            var at = time is { } given ? string.Create(CultureInfo.InvariantCulture, $"&time={given / 1000.0}") : "";
            using var answer = JsonDocument.Parse(await client.GetStringAsync(new Uri($"http://localhost:{queryPort}/api/v1/query?query={Uri.EscapeDataString(promql)}{at}")));
            var series = answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Select(Series.Read).ToArray();
            return series.Length > 0 ? series : null;
        });
    }

    private static IEnumerable<long> Ticks(long from, long to)
    {
        for (var tick = from / Interval * Interval; tick <= to; tick += Interval) yield return tick;
    }

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private static long Instant(string text) => InstantText.TryParse(text, out var instant) ? instant.ToUnixTimeMilliseconds() : throw new FormatException(text);

    [GeneratedRegex("holds the history, from (\\S+) to (\\S+)\\. ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Span();

    [GeneratedRegex("prometheus --config\\.file=.*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Command();

    private sealed record Series(string Name, Dictionary<string, string> Labels, (long Timestamp, double Value)[] Samples)
    {
        public static Series Read(JsonElement result)
        {
            var labels = result.GetProperty("metric").EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!, StringComparer.Ordinal);
            var own = labels.Where(label => label.Key is not ("job" or "instance")).Select(label => $"{label.Key}=\"{label.Value}\"").Order(StringComparer.Ordinal);
            var values = result.TryGetProperty("values", out var many) ? many.EnumerateArray().ToArray() : [result.GetProperty("value")];
            return new Series($"{{{string.Join(", ", own)}}}", labels, [.. values.Select(value => (
                (long)Math.Round(1000 * value[0].GetDouble()), double.Parse(value[1].GetString()!, CultureInfo.InvariantCulture)))]);
        }
    }
}
