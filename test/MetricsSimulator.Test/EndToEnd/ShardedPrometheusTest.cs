using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>A real Prometheus that scrapes three shards stores the whole run.</summary>
[Trait("needs", "programs")]
public sealed class ShardedPrometheusTest
{
    private const int Count = 3;

    // The series of the catalogue.
    private const int Series = 36;

    [Fact]
    public async Task A_Prometheus_that_scrapes_three_shards_has_each_series_of_the_whole_run_once_with_its_values()
    {
        using var folder = new TemporaryFolder();
        // With timestamps, samples of one tick have one instant whenever they are scraped.
        var configuration = folder.Write("simulator.yaml", "simulator: {update_interval: 500ms, seed: 7}\nserver: {timestamps: true}\n");
        var start = InstantText.Format(DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()));
        var whole = await StartAsync();
        var shards = new List<(RunningProgram Program, string Target)>();
        for (var i = 0; i < Count; i++) shards.Add(await StartAsync("--shard", string.Create(CultureInfo.InvariantCulture, $"{i}/{Count}")));
        var scrape = folder.Write("prometheus.yml",
            $$"""
            scrape_configs:
              - job_name: whole
                scrape_interval: 250ms
                scrape_timeout: 250ms
                static_configs: [{targets: ["{{whole.Target}}"]}]
              - job_name: shards
                scrape_interval: 250ms
                scrape_timeout: 250ms
                static_configs: [{targets: [{{string.Join(", ", shards.Select(shard => $"\"{shard.Target}\""))}}]}]
            """);
        var port = FreePort.Find();
        await using var prometheus = RunningProgram.Start(
            "/usr/bin/prometheus", "prometheus", "--config.file=" + scrape,
            string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=localhost:{port}"), "--storage.tsdb.path=" + folder.File("data"));
        using var client = new HttpClient();

        await prometheus.PollAsync("twenty ticks", async () => (await SamplesAsync("otel_claude_code_session_duration_seconds_sum{job=\"shards\"}[1m]")).Values.Any(samples => samples.Count > 20) ? "" : null);
        var expected = await SamplesAsync("{__name__=~\"otel.*\",job=\"whole\"}[1m]");
        var found = await SamplesAsync("{__name__=~\"otel.*\",job=\"shards\"}[1m]");
        Assert.Equal(Series, expected.Count);
        // A series in two shards would have two instances: the lists are by all labels but instance and job.
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, series =>
        {
            var common = series.Value.Where(sample => found[series.Key].ContainsKey(sample.Key)).ToArray();
            Assert.True(common.Length > 15, $"{series.Key} has {common.Length} instants in both.");
            Assert.All(common, sample => Assert.Equal(sample.Value, found[series.Key][sample.Key]));
        });
        Assert.All(shards, shard => Assert.Contains($"of {Series} series, shard ", shard.Program.Written));
        foreach (var (program, _) in shards.Prepend(whole)) await program.DisposeAsync();

        async Task<(RunningProgram Program, string Target)> StartAsync(params string[] options)
        {
            var target = string.Create(CultureInfo.InvariantCulture, $"localhost:{FreePort.Find()}");
            var program = RunningProgram.StartSimulator(["serve", "--config", configuration, "--start", start, "--port", target.Split(':')[1], .. options]);
            using var asking = new HttpClient();
            await program.PollAsync("scrape", async () => await asking.GetStringAsync($"http://{target}/metrics"));
            return (program, target);
        }

        async Task<Dictionary<string, Dictionary<double, string>>> SamplesAsync(string promql)
        {
            using var answer = JsonDocument.Parse(await client.GetStringAsync(new Uri($"http://localhost:{port}/api/v1/query?query={Uri.EscapeDataString(promql)}")));
            return answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().ToDictionary(
                result => string.Join(',', result.GetProperty("metric").EnumerateObject().Where(label => label.Name is not ("instance" or "job")).Select(label => label.ToString()).Order(StringComparer.Ordinal)),
                result => result.TryGetProperty("values", out var values)
                    ? values.EnumerateArray().ToDictionary(value => value[0].GetDouble(), value => value[1].GetString()!)
                    : []);
        }
    }

    [Fact]
    [Trait("takes", "minutes")]
    public async Task A_Prometheus_that_is_given_the_blocks_of_all_shards_finds_every_sample_and_joins_them()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("data"));
        var now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 10 * 10);
        for (var i = 0; i < Count; i++)
        {
            var part = folder.File(string.Create(CultureInfo.InvariantCulture, $"part{i}"));
            var ran = await Ran.Async(
                "backfill", "--duration", "6h", "--end", InstantText.Format(now), "--seed", "3", "--shard", string.Create(CultureInfo.InvariantCulture, $"{i}/{Count}"), "--output", part);
            Assert.True(ran.Status == 0, ran.Error);
            foreach (var block in Directory.GetDirectories(part)) Directory.Move(block, Path.Combine(folder.File("data"), Path.GetFileName(block)));
        }

        var port = FreePort.Find();
        await using var prometheus = RunningProgram.Start(
            "/usr/bin/prometheus", "prometheus", "--config.file=" + folder.Write("prometheus.yml", "global: {}\n"), string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=localhost:{port}"),
            "--storage.tsdb.path=" + folder.File("data"), "--storage.tsdb.retention.time=10d");
        using var client = new HttpClient();
        await ExpectAllAsync();
        // Prometheus merges blocks of the same time. It looks for them once a minute, and merges one group at a time.
        await prometheus.PollAsync(
            "joined blocks", () => Task.FromResult(prometheus.Written.Contains("Found overlapping blocks during compaction", StringComparison.Ordinal) && Overlaps() == 0 ? "" : null),
            patience: TimeSpan.FromMinutes(4));
        await ExpectAllAsync();
        Assert.DoesNotContain("level=error", prometheus.Written, StringComparison.Ordinal);

        int Overlaps()
        {
            var windows = BlockMetadata.FindIn(folder.File("data")).Select(block => block.Window).ToArray();
            return windows.Sum(window => windows.Count(window.Overlaps)) - windows.Length;
        }

        async Task ExpectAllAsync()
        {
            var at = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            var counts = await prometheus.PollAsync<int[]>("answer", async () =>
            {
                using var answer = JsonDocument.Parse(await client.GetStringAsync(
                    new Uri($"http://localhost:{port}/api/v1/query?time={at}&query={Uri.EscapeDataString("{__name__=~\"otel.*\"}[6h]")}")));
                return [.. answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Select(result => result.GetProperty("values").GetArrayLength())];
            });
            Assert.Equal(Enumerable.Repeat(6 * 360, Series), counts);
        }
    }
}
