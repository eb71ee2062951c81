using System.Globalization;
using System.Net;
using System.Text;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Formats.Csv;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Http;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Runs;

public sealed class ReplayTest
{
    private const int Ticks = 60;

    [Fact]
    [Trait("needs", "programs")]
    public async Task A_run_with_injections_deletions_a_switch_and_a_reload_is_replayed_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("config.yaml", "simulator: {seed: 7, start: 2026-01-01T00:00:00Z, scenario: normal}\n");
        var journal = folder.File("run.journal");
        using var seen = new MemoryStream();
        await ServeAsync(config, journal, seen);

        var replayed = folder.File("replayed.csv");
        var ran = await Ran.Async("generate", "--journal", journal, "--duration", "10m", "--format", "csv", "--output", replayed);
        Assert.Equal((0, "", ""), (ran.Status, ran.Output, ran.Error));
        Assert.Equal(Encoding.UTF8.GetString(seen.ToArray()), await File.ReadAllTextAsync(replayed));

        // Other label sets and another metric come on the way: series by series they are the same samples.
        var history = folder.File("replayed.txt");
        Assert.Equal(0, (await Ran.Async("generate", "--journal", journal, "--duration", "10m", "--output", history)).Status);
        var lines = await File.ReadAllLinesAsync(history);
        Assert.Equal("# EOF", lines[^1]);
        string[] types = [.. lines.Where(line => line.StartsWith("# TYPE", StringComparison.Ordinal))];
        Assert.Equal(types.Distinct(), types);
        Assert.Equal((await File.ReadAllLinesAsync(replayed)).Skip(1).Select(FromCsv).Order(), lines.Where(line => line[0] != '#').Select(FromOpenMetrics).Order());
        Assert.Equal(0, ExternalTool.Promtool.Run(["tsdb", "create-blocks-from", "openmetrics", history, folder.File("blocks")]).Status);
    }

    [Theory]
    [Trait("needs", "programs")]
    [InlineData]
    [InlineData("--clean")]
    public async Task Blocks_of_a_replayed_run_have_its_samples_and_a_marker_where_a_series_ends(params string[] clean)
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("config.yaml", "simulator: {seed: 7, start: 2026-01-01T00:00:00Z, scenario: normal}\n");
        var journal = folder.File("run.journal");
        await ServeAsync(config, journal, Stream.Null);

        string[] run = ["--journal", journal, .. clean, "--output"];
        Assert.Equal(0, (await Ran.Async(["generate", "--duration", "5h", "--format", "csv", .. run, folder.File("replayed.csv")])).Status);
        var ran = await Ran.Async(["backfill", "--duration", "5h", "--end", "2026-01-01T05:00:00Z", "--no-scrape-series", .. run, folder.File("blocks")]);
        Assert.True(ran.Status == 0, ran.Error);
        var samples = PromtoolDump.ReadCsv(await File.ReadAllTextAsync(folder.File("replayed.csv")));
        var expected = PromtoolDump.WithMarkers(samples, 10_000, DateTimeOffset.Parse("2026-01-01T05:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() - 10_000);
        Assert.True(expected.Count > samples.Count);
        Assert.Equal(expected.Order(), PromtoolDump.Read(folder.File("blocks")).Order());

        // As text, from a tick in the middle on.
        var text = folder.File("text.csv");
        Assert.Equal(0, (await Ran.Async(["backfill", "--duration", "295m", "--end", "2026-01-01T05:00:00Z", "--format", "csv", .. run, text])).Status);
        var from = DateTimeOffset.Parse("2026-01-01T00:05:00Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        Assert.Equal(samples.Where(sample => sample.Timestamp >= from), PromtoolDump.ReadCsv(await File.ReadAllTextAsync(text)));
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task Blocks_of_a_run_whose_series_stay_the_same_are_cut_into_batches_all_the_same()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write(
            "config.yaml", "simulator: {seed: 7, start: 2026-01-01T00:00:00Z, metrics: {queue: {type: gauge, initial_value: 500, volatility: 1, labels: {queue: {count: 700, prefix: q}}}}}\n");
        var journal = folder.File("run.journal");
        using (var recording = new RunJournal(RunJournal.Open(journal, out _)))
        {
            await using var server = await RunningServer.StartAsync(RunningServer.Read(config), recording);
            server.Clock.Advance(TimeSpan.FromSeconds(100));
            await AnomaliesEndpointTest.InjectAsync(server, """{"kind":"cardinality_explosion","metric":"queue","duration":"1m","magnitude":20}""");
            server.Clock.Advance(TimeSpan.FromSeconds(100));
            using (var put = await server.SendJsonAsync(HttpMethod.Put, "/api/v1/scenario", """{"name":"load_test"}""")) Assert.Equal(HttpStatusCode.OK, put.StatusCode);
            await AnomaliesEndpointTest.InjectAsync(server, """{"kind":"cardinality_explosion","metric":"queue","duration":"1m","magnitude":40}""");
        }

        string[] run = ["--journal", journal, "--output"];
        Assert.Equal(0, (await Ran.Async(["generate", "--duration", "20m", "--format", "csv", .. run, folder.File("replayed.csv")])).Status);
        var ran = await Ran.Async(["backfill", "--duration", "20m", "--end", "2026-01-01T00:20:00Z", "--no-scrape-series", .. run, folder.File("blocks")]);
        Assert.True(ran.Status == 0, ran.Error);
        var expected = PromtoolDump.WithMarkers(
            PromtoolDump.ReadCsv(await File.ReadAllTextAsync(folder.File("replayed.csv"))), 10_000, DateTimeOffset.Parse("2026-01-01T00:20:00Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() - 10_000);
        Assert.Equal(60, expected.Count(sample => double.IsNaN(sample.Value)));
        Assert.Equal(expected.Order(), PromtoolDump.Read(folder.File("blocks")).Order());
    }

    [Fact]
    public async Task Buckets_that_a_reload_moves_keep_their_bounds_in_every_format()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write(
            "config.yaml",
            "simulator: {seed: 7, start: 2026-01-01T00:00:00Z, catalogue: none, metrics: {latency: {type: histogram, initial_value: 3, spread: 1, buckets: [1, 5], arrivals: {initial_value: 9}}}}\n");
        var journal = folder.File("run.journal");
        using (var recording = new RunJournal(RunJournal.Open(journal, out _)))
        {
            await using var server = await RunningServer.StartAsync(RunningServer.Read(config), recording);
            server.Clock.Advance(TimeSpan.FromSeconds(100));
            await File.WriteAllTextAsync(config, (await File.ReadAllTextAsync(config)).Replace("[1, 5]", "[4, 50]", StringComparison.Ordinal));
            Assert.Equal($"reload: {config} will be used from tick 11 on.\n", server.Live.Reload());
        }

        string[] run = ["generate", "--journal", journal, "--duration", "10m", "--output"];
        Assert.Equal(0, (await Ran.Async([.. run, folder.File("csv"), "--format", "csv"])).Status);
        Assert.Equal(0, (await Ran.Async([.. run, folder.File("text")])).Status);
        var rows = (await File.ReadAllLinesAsync(folder.File("csv"))).Skip(1).Select(FromCsv).Order().ToArray();
        Assert.Equal(11, rows.Count(row => row.Series.Contains("le=\"5.0\"", StringComparison.Ordinal)));
        Assert.Equal(49, rows.Count(row => row.Series.Contains("le=\"50.0\"", StringComparison.Ordinal)));
        Assert.Equal(rows, (await File.ReadAllLinesAsync(folder.File("text"))).Where(line => line[0] != '#').Select(FromOpenMetrics).Order());
    }

    private static (string Series, double Timestamp, double Value) FromCsv(string row)
    {
        var parts = row.Split(',', 3);
        var comma = parts[2].LastIndexOf(',');
        var labels = parts[2][..comma].Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal);
        return (parts[1] + labels, double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[2][(comma + 1)..], CultureInfo.InvariantCulture));
    }

    private static (string Series, double Timestamp, double Value) FromOpenMetrics(string line)
    {
        var timestamp = line.LastIndexOf(' ');
        var value = line.LastIndexOf(' ', timestamp - 1);
        return (line[..value], double.Parse(line[(timestamp + 1)..], CultureInfo.InvariantCulture), double.Parse(line[(value + 1)..timestamp], CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_clean_twin_of_a_journal_keeps_switches_and_leaves_injections_out()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("config.yaml", "simulator: {seed: 7, start: 2026-01-01T00:00:00Z}\n");
        var journal = folder.File("run.journal");
        await ServeAsync(config, journal, Stream.Null);
        var recorded = JournalReader.ReadFile(journal, out var warning, out var errors);
        Assert.Null(warning);
        Assert.Empty(errors);
        Assert.Equal(["Injected", "Injected", "Injected", "Injected", "Injected", "Ended", "Switched", "Injected", "Reloaded", "Ended"], recorded!.Changes.Select(change => change.GetType().Name));
        Assert.Equal(["Switched", "Reloaded"], recorded.WithoutAnomalies().Changes.Select(change => change.GetType().Name));

        var truth = await Ran.Async("truth", "--journal", journal, "--duration", "10m");
        Assert.Equal(0, truth.Status);
        Assert.Equal(7, truth.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    // Sees every tick as a scraper that never misses one would.
    private static async Task ServeAsync(string config, string journal, Stream seen)
    {
        using var recording = new RunJournal(RunJournal.Open(journal, out _));
        await using var server = await RunningServer.StartAsync(RunningServer.Read(config), recording);
        var writer = new CsvWriter(seen);
        writer.WriteHeader();
        string first = "", last = "";
        for (var tick = 0; tick < Ticks; tick++)
        {
            using (var snapshot = server.Live.Simulator.Acquire())
            {
                Assert.Equal(tick, snapshot.Tick);
                writer.Write(snapshot);
                Assert.Equal(Texts.Of(snapshot), await server.Client.GetStringAsync("/metrics"));
            }

            switch (tick)
            {
                case 5:
                    first = await AnomaliesEndpointTest.InjectAsync(server, """{"kind":"spike","metric":"token_usage","duration":"5m","onset":"1m","magnitude":3.3}""");
                    await AnomaliesEndpointTest.InjectAsync(
                        server, """{"kind":"counter_reset","metric":"tool_usage","duration":"10s","then":[{"after":"40s","kind":"error_burst","metric":"error","duration":"1m","magnitude":20}]}""");
                    break;
                case 7:
                    await AnomaliesEndpointTest.InjectAsync(server, """{"kind":"level_shift","metric":"cost","duration":"2m","start":"2026-01-01T00:06:25Z"}""");
                    await AnomaliesEndpointTest.InjectAsync(server, """{"kind":"cardinality_explosion","metric":"tool_usage","duration":"30s","magnitude":9,"start":"2026-01-01T00:04:20Z"}""");
                    break;
                case 12:
                    await AnomaliesEndpointTest.InjectAsync(
                        server, """{"kind":"cardinality_explosion","metric":"token_usage","duration":"1m","magnitude":20,"label":"model"}""");
                    break;
                case 20:
                    await DeleteAsync(server, first);
                    break;
                case 25:
                    using (var put = await server.SendJsonAsync(HttpMethod.Put, "/api/v1/scenario", """{"name":"load_test"}""")) Assert.Equal(HttpStatusCode.OK, put.StatusCode);
                    break;
                case 30:
                    last = await AnomaliesEndpointTest.InjectAsync(
                        server, """{"kind":"dropout","metric":"session_duration","matchers":"{}","duration":"10m"}""");
                    break;
                case 35:
                    var yaml = await File.ReadAllTextAsync(config);
                    await File.WriteAllTextAsync(config, yaml.Replace("start:", "metrics: {cost: {labels: {team: [a, b]}}, queue: {type: gauge, initial_value: 3, volatility: 1}}, start:", StringComparison.Ordinal));
                    Assert.Equal($"reload: {config} will be used from tick 36 on.\n", server.Live.Reload());
                    break;
                case 45:
                    await DeleteAsync(server, last);
                    break;
            }

            server.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        writer.Flush();
    }

    private static async Task DeleteAsync(RunningServer server, string id)
    {
        using var deleted = await server.SendAsync(HttpMethod.Delete, "/api/v1/anomalies/" + id);
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
    }
}
