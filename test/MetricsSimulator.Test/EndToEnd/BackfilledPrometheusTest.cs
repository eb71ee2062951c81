using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

[Trait("needs", "programs")]
[Trait("takes", "minutes")]
public sealed class BackfilledPrometheusTest
{
    // A function over time takes the name away: asked together, series of different names would be the same.
    private static readonly string[] Counters =
    [
        "token_usage_tokens_total", "cost_usd", "tool_usage_total", "error_total", "session_duration_seconds_bucket", "session_duration_seconds_sum",
        "session_duration_seconds_count",
    ];

    [Fact]
    public async Task A_Prometheus_finds_every_sample_of_the_blocks_that_it_starts_on_and_that_come_while_it_runs_and_compacts_them()
    {
        using var folder = new TemporaryFolder();
        var now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 10 * 10);
        var end = InstantText.Format(now);
        var ran = await Ran.Async(
            "backfill", "--no-scrape-series", "--duration", "26h", "--end", end, "--seed", "3", "--output", folder.File("data"), "--label", "job=claude-code", "--label", "instance=localhost:9090");
        Assert.True(ran.Status == 0, ran.Error);
        var port = FreePort.Find();
        await using var prometheus = RunningProgram.Start(
            "/usr/bin/prometheus", "prometheus", "--config.file=" + folder.Write("prometheus.yml", "global: {}\n"), string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=localhost:{port}"),
            "--storage.tsdb.path=" + folder.File("data"), "--storage.tsdb.retention.time=10d");
        using var client = new HttpClient();

        await ExpectAllSamplesAsync();
        Assert.Equal(6, (await QueryAsync("rate(otel_claude_code_token_usage_tokens_total[26h])")).Count(rate => rate > 0));
        Assert.InRange((await QueryAsync("histogram_quantile(0.5, rate(otel_claude_code_session_duration_seconds_bucket[6h]))")).Single(), 1, 3600);

        var earlier = InstantText.Format(now.AddHours(-26));
        var config = folder.Write("queues.yaml", "simulator: {update_interval: 60s, metrics: {queue_depth: {type: gauge, initial_value: 5000, volatility: 1, labels: {queue: {count: 1000, prefix: q}}}}}\n");
        string[] run = ["--config", config, "--duration", "12h", "--seed", "4", "--label", "job=claude-code", "--label", "instance=other:9090", "--output"];
        ran = await Ran.Async(["backfill", "--no-scrape-series", "--end", earlier, .. run, folder.File("data")]);
        Assert.True(ran.Status == 0, ran.Error);
        var blocks = Directory.GetFiles(folder.File("data"), "meta.json", SearchOption.AllDirectories).Length;
        Assert.Equal(0, (await Ran.Async(["backfill", "--end", earlier, "--format", "csv", .. run, folder.File("earlier.csv")])).Status);
        // Prometheus looks for new blocks once a minute.
        await prometheus.PollAsync(
            "block that came while it ran",
            async () => (await AskAsync("count({instance=\"other:9090\"})", now.AddHours(-26).AddMinutes(-1)))?.SequenceEqual([1036.0]) == true ? "" : null,
            patience: TimeSpan.FromSeconds(90));
        await ExpectRandomSamplesAsync();
        // Of blocks of two hours, three that fill an aligned six hours become one. Prometheus looks for such once a minute.
        await prometheus.PollAsync(
            "compacted block",
            () => Task.FromResult(Directory.GetFiles(folder.File("data"), "meta.json", SearchOption.AllDirectories).Length < blocks ? "" : null),
            patience: TimeSpan.FromMinutes(3));
        await ExpectAllSamplesAsync();
        Assert.DoesNotContain("level=error", prometheus.Written, StringComparison.Ordinal);

        async Task ExpectAllSamplesAsync()
        {
            var series = 0;
            foreach (var counter in Counters)
            {
                var counts = await QueryAsync($"count_over_time(otel_claude_code_{counter}{{job=\"claude-code\",instance=\"localhost:9090\"}}[26h])");
                Assert.All(counts, count => Assert.Equal(26 * 360, count));
                Assert.All(await QueryAsync($"resets(otel_claude_code_{counter}[26h])"), resets => Assert.Equal(0, resets));
                series += counts.Length;
            }

            Assert.Equal(36, series);
        }

        async Task ExpectRandomSamplesAsync()
        {
            var rows = File.ReadLines(folder.File("earlier.csv")).Skip(1).ToArray();
            Assert.Equal(720 * 1036, rows.Length);
            var chance = new Random(5);
            var chosen = Enumerable.Range(0, 1000).Select(_ => rows[chance.Next(rows.Length)]);
            foreach (var (series, timestamp, value) in PromtoolDump.ReadCsv("header\r\n" + string.Join("\r\n", chosen)))
                Assert.Equal([value], await AskAsync(series, DateTimeOffset.FromUnixTimeMilliseconds(timestamp)) ?? []);
        }

        Task<double[]> QueryAsync(string promql) => prometheus.PollAsync($"answer to {promql}", () => AskAsync(promql, now));

        async Task<double[]?> AskAsync(string promql, DateTimeOffset at)
        {
            var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            var text = await client.GetStringAsync(new Uri($"http://localhost:{port}/api/v1/query?time={time}&query={Uri.EscapeDataString(promql)}"));
            using var answer = JsonDocument.Parse(text);
            return [.. answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Select(
                result => double.Parse(result.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture))];
        }
    }
}
