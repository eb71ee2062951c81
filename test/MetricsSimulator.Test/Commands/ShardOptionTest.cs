using System.Globalization;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Model;
using MetricsSimulator.Test.Dashboards;
using MetricsSimulator.Test.Http;
using MetricsSimulator.Test.Tools;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Test.Commands;

/// <summary>What <c>--shard</c> does to files and to an endpoint.</summary>
public sealed class ShardOptionTest
{
    private const string Start = "2026-01-01T00:00:00Z";
    private const string End = "2026-01-01T02:30:00Z";

    // So many that most have no series of the catalogue.
    private const int Many = 1000;

    private static readonly string[] s_run = ["--scenario", "anomaly_detection", "--seed", "5", "--start", Start];

    [Theory]
    [InlineData("csv", 1)]
    [InlineData("csv", 3)]
    [InlineData("csv", 7)]
    [InlineData("openmetrics", 3)]
    [InlineData("openmetrics", 7)]
    public async Task The_files_of_all_shards_have_each_line_of_the_whole_run_once(string format, int count)
    {
        using var folder = new TemporaryFolder();
        var whole = await GenerateAsync(folder, format);
        var lines = new List<string>();
        for (var i = 0; i < count; i++) lines.AddRange(SampleLines(await GenerateAsync(folder, format, "--shard", Text(i, count))));
        Assert.Equal(SampleLines(whole).Order(StringComparer.Ordinal), lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task The_blocks_of_all_shards_have_each_sample_of_the_whole_run_once_and_names_of_their_own()
    {
        const int Count = 3;
        using var folder = new TemporaryFolder();
        await BackfillAsync(folder, "whole");
        var samples = new List<(string Series, long Timestamp, double Value)>();
        for (var i = 0; i < Count; i++)
        {
            var part = string.Create(CultureInfo.InvariantCulture, $"part{i}");
            await BackfillAsync(folder, part, "--shard", Text(i, Count));
            samples.AddRange(PromtoolDump.Read(folder.File(part)));
        }

        Assert.Equal(PromtoolDump.Read(folder.File("whole")).Order(), samples.Order());
        var names = Directory.GetDirectories(folder.Path).SelectMany(BlockMetadata.FindIn).Select(block => block.Identifier).ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal((Count + 1) * BlockMetadata.FindIn(folder.File("whole")).Count(), names.Length);
    }

    [Theory]
    [InlineData("csv", "timestamp,name,labels,value\r\n")]
    [InlineData("openmetrics", "# EOF\n")]
    public async Task A_shard_without_series_writes_a_file_without_samples(string format, string expected)
    {
        using var folder = new TemporaryFolder();
        var shard = Empty().ToString();
        foreach (var run in (string[][])[["generate", "--duration", "150m"], ["backfill", "--duration", "150m", "--end", End]])
        {
            var ran = await Ran.Async([.. run, "--format", format, "--output", folder.File("out"), .. s_run, "--shard", shard]);
            Assert.Equal((0, $"--shard: shard {shard} has no series; the text has no samples.\n"), (ran.Status, ran.Error));
            Assert.Equal(expected, await File.ReadAllTextAsync(folder.File("out")));
        }
    }

    [Fact]
    public async Task A_shard_without_series_writes_no_block_and_says_so()
    {
        using var folder = new TemporaryFolder();
        var shard = Empty();
        var ran = await BackfillAsync(folder, "blocks", "--no-scrape-series", "--shard", shard.ToString());
        Assert.Equal($"--shard: shard {shard} has no series; nothing was written.\n", ran.Error);
        Assert.False(Directory.Exists(folder.File("blocks")));
    }

    [Theory]
    [InlineData("collector")]
    [InlineData("specification")]
    public async Task The_events_of_all_shards_are_the_events_of_the_whole_team(string profile)
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("team.yaml", $"""
            workload:
              developers: 6
              preset: power_users
              telemetry:
                profile: {profile}
            """);
        var whole = await EventsAsync(folder, config);
        var shards = new List<string>();
        for (var shard = 0; shard < 3; shard++) shards.AddRange((await EventsAsync(folder, config, "--shard", $"{shard}/3")).Lines);
        Assert.True(whole.Lines.Length > 1000);
        Assert.Equal(whole.Lines.Order(StringComparer.Ordinal), shards.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_shard_without_developers_says_so_and_one_with_a_developer_who_is_away_says_nothing()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("team.yaml", """
            workload: {developers: 1, hours: {from: 9, to: 17, outside: 0}}
            """);
        // The only developer begins no session in these hours of the night.
        var owner = Enumerable.Range(0, 3).Single(shard => Boards.RunOf(config).Model.Sources
            .OfType<WorkloadDefinition>().Single().Team.Developers.All(developer => new Shard(shard, 3).Has(developer.Name)));
        for (var shard = 0; shard < 3; shard++)
        {
            var (lines, error) = await EventsAsync(folder, config, "--shard", $"{shard}/3");
            Assert.Equal(shard == owner ? "" : $"--shard: shard {shard}/3 has no developers; there are no events.\n", error);
            Assert.True(shard == owner || lines.Length == 0);

            // The first shard has target_info.
            var ran = await Ran.Async("generate", "--duration", "150m", "--config", config, "--seed", "5", "--start", Start, "--shard", $"{shard}/3", "--output", folder.File("out"));
            Assert.Equal(shard == owner || shard == 0 ? "" : $"--shard: shard {shard}/3 has no series; the text has no samples.\n", ran.Error);
        }
    }

    [Theory]
    [InlineData("4/4")]
    [InlineData("-1/4")]
    [InlineData("0/0")]
    [InlineData("1")]
    [InlineData("1/2/3")]
    [InlineData("a/b")]
    [InlineData("0/100001")]
    [InlineData(" 0/4")]
    public async Task A_shard_that_cannot_be_is_refused(string text)
    {
        foreach (var command in (string[][])[["serve"], ["generate", "--duration", "1h"], ["backfill", "--duration", "1h"]])
        {
            var ran = await Ran.Async([.. command, "--shard", text]);
            Assert.Equal(2, ran.Status);
            Assert.Contains($"--shard: must be I/N with I from 0 to N−1 (N at most 100000), got '{text}'.", ran.Error);
        }
    }

    [Fact]
    public async Task The_journal_of_a_shard_is_that_of_the_run()
    {
        using var folder = new TemporaryFolder();
        var model = Served(new Shard(1, 3));
        await using var server = await RunningServer.StartAsync(model, new RunJournal());
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        using var posted = await server.SendJsonAsync(HttpMethod.Post, "/api/v1/anomalies", """{"kind":"cardinality_explosion","metric":"token_usage","magnitude":20,"duration":"5m"}""");
        Assert.True(posted.IsSuccessStatusCode);
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        var scraped = await server.Client.GetStringAsync("/metrics");
        var journal = folder.Write("journal", string.Concat(server.Live.Journal.Lines.Select(line => line + "\n")));

        var lines = new List<string>();
        for (var i = 0; i < 3; i++) lines.AddRange(await ReplayAsync("--shard", Text(i, 3)));
        Assert.Equal((await ReplayAsync()).Order(StringComparer.Ordinal), lines.Order(StringComparer.Ordinal));
        Assert.Contains(lines, line => line.Contains("extra-19", StringComparison.Ordinal));
        Assert.NotEmpty(scraped);

        async Task<string[]> ReplayAsync(params string[] options)
        {
            var ran = await Ran.Async(["generate", "--journal", journal, "--duration", "20m", "--format", "csv", "--output", folder.File("replay"), .. options]);
            Assert.Equal((0, ""), (ran.Status, ran.Error));
            return SampleLines(await File.ReadAllTextAsync(folder.File("replay")));
        }
    }

    [Fact]
    public async Task A_server_of_a_shard_says_so_and_serves_its_series()
    {
        var shard = new Shard(1, 3);
        await using var server = await RunningServer.StartAsync(Served(shard), new RunJournal());
        Assert.Contains("\"shard\":\"1/3\"", await server.Client.GetStringAsync("/health"));
        var configuration = await server.Client.GetStringAsync("/config");
        Assert.Contains("--shard 1/3", configuration.Split('\n')[1]);
        var read = ConfigurationReader.ReadText(configuration, "config.yaml").Configuration!;
        Assert.Equal(server.Run.Model.ForShard(null), read.ToModel(read.Seed!.Value, read.Start!.Value));
        var text = await server.Client.GetStringAsync("/metrics");
        Assert.Equal(server.Run.Model.SeriesCount, SampleLines(text).Length);
    }

    [Fact]
    public async Task A_server_of_a_shard_without_series_serves_a_valid_exposition_without_any()
    {
        await using var server = await RunningServer.StartAsync(Served(Empty()), new RunJournal());
        Assert.Equal("", await server.Client.GetStringAsync("/metrics"));
        using var openMetrics = await server.SendAsync(HttpMethod.Get, "/metrics", "application/openmetrics-text;version=1.0.0");
        Assert.Equal("# EOF\n", await openMetrics.Content.ReadAsStringAsync());
        using var gzip = await server.SendAsync(HttpMethod.Get, "/metrics", acceptEncoding: "gzip");
        Assert.True(gzip.IsSuccessStatusCode);
        Assert.Contains("\"series\":0", await server.Client.GetStringAsync("/health"));
    }

    private static Cli.Runs.Run Served(Shard shard)
    {
        var run = new Cli.Runs.RunReader(new Cli.Runs.RunRequest(Scenario: "none") { Shard = shard, Port = 0 }, () => 7, _ => RunningServer.Start, latestStart: null).Read(out var report);
        Assert.True(run is not null, report);
        return run;
    }

    private static async Task<(string[] Lines, string Error)> EventsAsync(TemporaryFolder folder, string config, params string[] further)
    {
        var ran = await Ran.Async(["generate", "--format", "events", "--duration", "24h", "--config", config, "--seed", "5", "--start", Start, "--output", folder.File("out"), .. further]);
        Assert.Equal(0, ran.Status);
        return (await File.ReadAllLinesAsync(folder.File("out")), ran.Error);
    }

    private static Shard Empty()
    {
        var model = ConfigurationReader.BuiltIn.ToModel(5, RunningServer.Start, ScenarioReader.Find("anomaly_detection").Draft!).Model!;
        return Enumerable.Range(0, Many).Select(i => new Shard(i, Many)).First(
            shard => model.ForShard(shard).SeriesCount == 0 && new MetricsSimulator.Simulation.Simulator(model.ForShard(shard)).Layout.ValueCount == 0);
    }

    private static string Text(int index, int count) => new Shard(index, count).ToString();

    private static string[] SampleLines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#' && !line.StartsWith("timestamp", StringComparison.Ordinal))];

    private static async Task<string> GenerateAsync(TemporaryFolder folder, string format, params string[] options)
    {
        var ran = await Ran.Async(["generate", "--duration", "150m", "--format", format, "--output", folder.File("out"), .. s_run, .. options]);
        Assert.Equal((0, ""), (ran.Status, ran.Error));
        return await File.ReadAllTextAsync(folder.File("out"));
    }

    private static async Task<Ran> BackfillAsync(TemporaryFolder folder, string output, params string[] options)
    {
        var ran = await Ran.Async(["backfill", "--duration", "150m", "--end", End, "--output", folder.File(output), .. s_run, .. options]);
        Assert.True(ran.Status == 0, ran.Error);
        return ran;
    }
}
