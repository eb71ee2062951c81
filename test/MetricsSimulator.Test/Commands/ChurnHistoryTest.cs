using System.Globalization;
using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Push;
using MetricsSimulator.Test.Tools;
using static MetricsSimulator.Test.Commands.Backfilled;

namespace MetricsSimulator.Test.Commands;

/// <summary>Series that end and are followed by others are the same in every history.</summary>
public sealed class ChurnHistoryTest
{
    private const string Start = "2026-01-01T00:00:00Z";

    private const string Configuration = """
        simulator:
          metrics:
            jobs:
              type: counter
              name: jobs_total
              accumulate: poisson
              labels: {worker: {count: 7, prefix: w, lifetime: 20m}, kind: [a, b]}
              initial_value: 3
            failures: {type: counter, name: failures_total, of: jobs, probability: 0.1, labels: {worker: {count: 7, prefix: w, lifetime: 20m}}}
            depth: {type: gauge, labels: {zone: [x, y], worker: {count: 7, prefix: w, lifetime: 20m}}, initial_value: 50, volatility: 1}
            version: {type: info, name: worker_info, labels: {worker: {count: 7, prefix: w, lifetime: 20m}, version: ["1.0"]}}
            wait:
              type: histogram
              labels: {pod: {count: 2, prefix: p, lifetime: 90m}}
              initial_value: 3
              buckets: [1, 3, 10]
              arrivals: {initial_value: 1}
        """;

    private static readonly long LastTick = DateTimeOffset.Parse(End, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() - 10_000;

    [Theory]
    [Trait("needs", "programs")]
    [InlineData("5h", "")]
    [InlineData("3h", "--start 2026-01-01T00:00:00Z")]
    [InlineData("5h", "--shard 1/2")]
    public async Task Blocks_hold_each_series_while_it_lives_and_a_marker_at_its_end(string duration, string more)
    {
        using var folder = new TemporaryFolder();
        string[] options = ["--config", folder.Write("churn.yaml", Configuration), .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        await BackfillAsync(folder, ["--duration", duration, .. options]);
        var samples = PromtoolDump.ReadCsv(await CsvAsync(folder, options));
        var from = LastTick + 10_000 - (long)TimeSpan.FromHours(duration[0] - '0').TotalMilliseconds;
        var expected = PromtoolDump.WithMarkers(samples, 10_000, LastTick).Where(sample => sample.Timestamp >= from);
        Assert.Equal(expected.Where(sample => sample.Timestamp > from || !double.IsNaN(sample.Value)).Order(), PromtoolDump.Read(folder.File("blocks")).Order());
        Assert.True(samples.DistinctBy(sample => sample.Series).Count(sample => sample.Series.Contains("jobs_total", StringComparison.Ordinal)) > (more.Contains("shard", StringComparison.Ordinal) ? 35 : 70));
    }

    [Fact]
    public async Task The_same_blocks_are_written_again_where_they_are_missing()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        foreach (var folder in (TemporaryFolder[])[first, second])
            await BackfillAsync(folder, "--duration", "5h", "--config", folder.Write("churn.yaml", Configuration));
        ExpectSame(first.File("blocks"), second.File("blocks"));
        Directory.Delete(Directory.GetDirectories(second.File("blocks")).Order(StringComparer.Ordinal).First(), recursive: true);
        await BackfillAsync(second, "--duration", "5h", "--config", second.File("churn.yaml"));
        ExpectSame(first.File("blocks"), second.File("blocks"));
    }

    [Fact]
    public async Task OpenMetrics_holds_the_samples_of_CSV_series_by_series()
    {
        using var folder = new TemporaryFolder();
        string[] options = ["--config", folder.Write("churn.yaml", Configuration)];
        var expected = PromtoolDump.ReadCsv(await CsvAsync(folder, options)).Count;
        var ran = await Ran.Async(["generate", "--scrape-series", "--seed", "5", "--start", Start, "--duration", "5h", "--output", folder.File("text"), .. options]);
        Assert.True(ran.Status == 0, ran.Error);
        var lines = await File.ReadAllLinesAsync(folder.File("text"));
        Assert.Equal(expected, lines.Count(line => line[0] != '#'));
        // A series whose lines were apart would begin twice.
        var series = lines.Where(line => line.StartsWith("jobs_total", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]).ToList();
        Assert.Equal(series.Distinct().Count(), 1 + series.Zip(series.Skip(1)).Count(pair => pair.First != pair.Second));
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task Promtool_makes_the_same_blocks_of_OpenMetrics()
    {
        using var folder = new TemporaryFolder();
        string[] options = ["--config", folder.Write("churn.yaml", Configuration), "--label", "job=claude-code", "--label", "instance=localhost:9090"];
        var ran = await Ran.Async(["generate", "--scrape-series", "--seed", "5", "--start", Start, "--duration", "5h", "--output", folder.File("text"), .. options]);
        Assert.True(ran.Status == 0, ran.Error);
        var created = ExternalTool.Promtool.Run(["tsdb", "create-blocks-from", "openmetrics", folder.File("text"), folder.File("theirs")]);
        Assert.True(created.Status == 0, created.ToString());
        Assert.Equal(PromtoolDump.ReadCsv(await CsvAsync(folder, options[..2])).Order(), PromtoolDump.Read(folder.File("theirs")).Order());
    }

    [Fact]
    [Trait("takes", "seconds")]
    public async Task A_receiver_gets_each_series_while_it_lives_and_a_marker_at_its_end()
    {
        using var folder = new TemporaryFolder();
        string[] options = ["--config", folder.Write("churn.yaml", Configuration)];
        await using var receiver = await Receiver.StartAsync();
        var ran = await Ran.Async([
            "backfill", "--format", "remote-write", "--url", receiver.Url.ToString(), "--duration", "5h", "--end", End, "--seed", "5",
            "--label", "job=claude-code", "--label", "instance=localhost:9090", .. options]);
        Assert.True(ran.Status == 0, ran.Error);
        Assert.Equal(SentSamples.Expected(await CsvAsync(folder, options)), SentSamples.Of(receiver));
        Assert.All(receiver.Samples.Values, sample => Assert.Equal(1, sample.Times));
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task A_history_that_is_served_goes_on_with_the_series_that_live()
    {
        using var folder = new TemporaryFolder();
        var start = DateTimeOffset.Parse(Start, CultureInfo.InvariantCulture);
        var clock = new PassingClock(start, [TimeSpan.FromMinutes(100), TimeSpan.FromMinutes(96), TimeSpan.FromSeconds(21), TimeSpan.FromSeconds(1)]);
        var run = new RunReader(new RunRequest(folder.Write("churn.yaml", Configuration), null, 5, start), () => 5, _ => start, latestStart: null).Read(out var report);
        Assert.True(run is not null, report);
        using var history = new LiveHistory(run, ScrapeConfiguration.Of(run, 9090), new AddedSeries(Truth: false, "--no-scrape-series"), folder.File("data"), firstTick: 60);
        using var simulator = new LiveSimulator(run.Model, clock, run.Labels);
        var written = await history.WriteAsync(simulator, new ProgramContext(TextWriter.Null, TextWriter.Null, clock, ErrorIsTerminal: false, CancellationToken.None));
        history.Keep();
        var (first, last) = (written.First.ToUnixTimeMilliseconds(), written.Last.ToUnixTimeMilliseconds());
        var samples = PromtoolDump.ReadCsv(await CsvAsync(folder, ["--config", folder.File("churn.yaml")]))
            .Where(sample => sample.Timestamp >= first && sample.Timestamp <= last).ToList();
        Assert.Equal(PromtoolDump.WithMarkers(samples, 10_000, last).Order(), PromtoolDump.Read(folder.File("data")).Order());
    }

    private static async Task<string> CsvAsync(TemporaryFolder folder, string[] options)
    {
        string[] start = options.Contains("--start") ? [] : ["--start", Start];
        var ran = await Ran.Async([
            "generate", "--scrape-series", "--format", "csv", "--seed", "5", .. start, "--duration", "5h", "--output", folder.File("csv"),
            "--label", "job=claude-code", "--label", "instance=localhost:9090", .. options]);
        Assert.Equal((0, ""), (ran.Status, ran.Error));
        return await File.ReadAllTextAsync(folder.File("csv"));
    }
}
