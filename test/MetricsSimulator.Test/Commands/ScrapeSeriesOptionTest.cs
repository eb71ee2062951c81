using System.Globalization;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

/// <summary>The series that a scraper writes, in histories that have them and in those that have not.</summary>
public sealed class ScrapeSeriesOptionTest
{
    private const string End = "2026-01-01T02:00:00Z";

    private static readonly string[] s_about = ["scrape_duration_seconds", "scrape_samples_post_metric_relabeling", "scrape_samples_scraped", "scrape_series_added", "up"];

    [Fact]
    [Trait("needs", "programs")]
    public async Task Blocks_have_them_with_the_job_and_the_instance_that_will_be_scraped_and_no_other_label()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("config.yaml", "labels: {team: ai}\nserver: {port: 9123}\n");
        var samples = await BlocksAsync(folder, "--config", config);
        var series = samples.Select(sample => sample.Series).Distinct().ToArray();
        Assert.Equal(41, series.Length);
        Assert.Equal(
            s_about.Select(name => $"{{__name__=\"{name}\", instance=\"localhost:9123\", job=\"claude-code\"}}"), series.Where(one => !one.Contains("otel_", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(series.Where(one => one.Contains("otel_", StringComparison.Ordinal)), one =>
        {
            Assert.Contains("instance=\"localhost:9123\", job=\"claude-code\"", one, StringComparison.Ordinal);
            Assert.Contains("team=\"ai\"", one, StringComparison.Ordinal);
        });
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task Labels_that_are_given_stand_before_those_that_will_be_scraped()
    {
        using var folder = new TemporaryFolder();
        var samples = await BlocksAsync(folder, "--label", "job=other");
        Assert.All(samples, sample => Assert.Contains("instance=\"localhost:9090\", job=\"other\"", sample.Series, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task Without_them_blocks_hold_what_generate_writes()
    {
        using var folder = new TemporaryFolder();
        var blocks = await BlocksAsync(folder, "--no-scrape-series");
        var csv = await CsvAsync(folder);
        Assert.Equal(PromtoolDump.WithMarkers(csv, 10_000, csv.Max(sample => sample.Timestamp)).Order(), blocks.Order());
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task A_history_that_begins_with_an_outage_is_that_of_the_whole_run_but_ends_no_series_that_it_has_not_shown()
    {
        using var folder = new TemporaryFolder();
        var scenario = folder.Write("outage.yaml", "anomalies: [{kind: outage, at: 10m, duration: 5m}]\npatterns: [{duration: 2h}]\n");
        var whole = await ReadAsync("whole", "30m");
        var part = await ReadAsync("part", "20m");
        var begin = part.Min(sample => sample.Timestamp);
        var missing = whole.Where(sample => sample.Timestamp >= begin).Except(part).ToArray();
        Assert.Equal(36, missing.Length);
        Assert.All(missing, sample => Assert.Equal((begin, double.NaN), (sample.Timestamp, sample.Value)));
        Assert.Empty(part.Except(whole));

        async Task<List<(string Series, long Timestamp, double Value)>> ReadAsync(string name, string duration)
        {
            var ran = await Ran.Async(
                "backfill", "--scenario", scenario, "--seed", "1", "--start", "2026-01-01T00:00:00Z", "--end", "2026-01-01T00:30:00Z", "--duration", duration, "--output", folder.File(name));
            Assert.Equal(0, ran.Status);
            return PromtoolDump.Read(folder.File(name));
        }
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task A_run_without_anomalies_has_them_beside_its_empty_truth()
    {
        using var folder = new TemporaryFolder();
        var samples = await BlocksAsync(folder, "--scenario", "none", "--truth");
        Assert.Equal(41, samples.Select(sample => sample.Series).Distinct().Count());
        Assert.All(samples.Where(sample => sample.Series.Contains("\"up\"", StringComparison.Ordinal)), up => Assert.Equal(1, up.Value));
    }

    [Fact]
    public async Task In_an_outage_text_has_what_is_written_about_scrapes_alone()
    {
        using var folder = new TemporaryFolder();
        var plain = await CsvAsync(folder, "--scenario", "anomaly_detection");
        var scraped = await CsvAsync(folder, "--scenario", "anomaly_detection", "--scrape-series");
        var down = scraped.Where(sample => sample.Series.Contains("\"up\"", StringComparison.Ordinal) && sample.Value == 0).Select(sample => sample.Timestamp).ToHashSet();
        Assert.NotEmpty(down);
        Assert.Equal(
            plain.Where(sample => !down.Contains(sample.Timestamp)).Select(sample => (sample.Timestamp, sample.Value)).Order(),
            scraped.Where(sample => sample.Series.Contains("otel_", StringComparison.Ordinal)).Select(sample => (sample.Timestamp, sample.Value)).Order());
    }

    [Fact]
    public async Task OpenMetrics_has_the_samples_of_CSV()
    {
        using var folder = new TemporaryFolder();
        var ran = await GenerateAsync(folder, "openmetrics", "--scenario", "anomaly_detection", "--scrape-series");
        Assert.True(ran.Status == 0, ran.Error);
        var lines = await File.ReadAllLinesAsync(folder.File("out"));
        var csv = await CsvAsync(folder, "--scenario", "anomaly_detection", "--scrape-series");
        Assert.Equal(csv.Count, lines.Count(line => line[0] != '#'));
        foreach (var name in s_about)
        {
            Assert.Contains($"# TYPE {name} gauge", lines);
            Assert.Equal(
                csv.Where(sample => sample.Series.Contains($"\"{name}\"", StringComparison.Ordinal)).Select(sample => sample.Value),
                lines.Where(line => line.StartsWith(name + "{", StringComparison.Ordinal)).Select(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)));
        }
    }

    [Theory]
    [InlineData("up: {type: gauge}", "config.yaml:1:27: metrics.up: the name 'up' is that of a series that Prometheus writes about every scrape.\n  Give the metric another name, or give --no-scrape-series.\n")]
    [InlineData("x: {type: counter, name: up_total}", "config.yaml:1:48: metrics.x.name: the name 'up' is that of a series")]
    [InlineData("a: {type: gauge, name: up}", "config.yaml:1:46: metrics.a.name: the name 'up' is that of a series")]
    [InlineData("a: {type: gauge, name: scrape_samples_scraped}", "config.yaml:1:46: metrics.a.name: the name 'scrape_samples_scraped' is that of a series")]
    [InlineData("a: {type: gauge, labels: {job: [x]}}", "metrics.a.labels: the label 'job' is also one of the target")]
    [InlineData("a: {type: gauge, name: simulator_anomaly_active}", "config.yaml:1:46: metrics.a.name: the name 'simulator_anomaly_active' is the metric of the anomalies.\n  Give the metric another name, or leave out --truth.\n")]
    public async Task A_metric_that_has_a_name_or_label_of_theirs_is_an_error_with_its_place(string metric, string expected)
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("config.yaml", $"simulator: {{metrics: {{{metric}}}}}\n");
        string[][] commands =
        [
            ["backfill", "--truth", "--end", End, "--duration", "1h", "--output", folder.File("blocks")],
            ["serve", "--truth", "--port", "0", "--history", "1h", "--data", folder.File("blocks")],
        ];
        foreach (var command in commands)
        {
            var ran = await Ran.Async([.. command, "--config", config, "--seed", "1"]);
            Assert.Equal(2, ran.Status);
            // Serving says in its own words that a label is not free.
            if (command[0] == "backfill" || !expected.Contains("'job'", StringComparison.Ordinal)) Assert.Contains(expected, ran.Error);
            Assert.False(Directory.Exists(folder.File("blocks")));
        }

        var text = await Ran.Async(["generate", "--duration", "1h", "--output", folder.File("text"), "--config", config, "--seed", "1"]);
        Assert.True(text.Status == 0, text.Error);
    }

    [Theory]
    [InlineData("--no-scrape-series: works only with --format blocks and remote-write, and --format is csv. Leave out one of the two.", "backfill", "--duration", "1h", "--format", "csv", "--no-scrape-series")]
    [InlineData("--scrape-series: works only with --format openmetrics and csv, and --format is blocks. Leave out one of the two.", "backfill", "--duration", "1h", "--output", "x", "--scrape-series")]
    [InlineData("--truth: changes what --history writes. Give --history too, or leave out --truth.", "serve", "--truth")]
    [InlineData("--no-scrape-series: changes what --history writes. Give --history too, or leave out --no-scrape-series.", "serve", "--no-scrape-series")]
    public async Task Options_that_say_nothing_are_refused(string expected, params string[] arguments)
    {
        var ran = await Ran.Async(arguments);
        Assert.Equal((2, expected + "\n"), (ran.Status, ran.Error));
    }

    private static async Task<List<(string Series, long Timestamp, double Value)>> BlocksAsync(TemporaryFolder folder, params string[] options)
    {
        var ran = await Ran.Async(["backfill", "--end", End, "--duration", "2h", "--seed", "1", "--output", folder.File("blocks"), .. options]);
        Assert.True(ran.Status == 0, ran.Error);
        return PromtoolDump.Read(folder.File("blocks"));
    }

    private static async Task<List<(string Series, long Timestamp, double Value)>> CsvAsync(TemporaryFolder folder, params string[] options)
    {
        var ran = await GenerateAsync(folder, "csv", options);
        Assert.True(ran.Status == 0, ran.Error);
        return PromtoolDump.ReadCsv(await File.ReadAllTextAsync(folder.File("out")));
    }

    private static Task<Ran> GenerateAsync(TemporaryFolder folder, string format, params string[] options) => Ran.Async(
        ["generate", "--start", "2026-01-01T00:00:00Z", "--duration", "2h", "--seed", "1", "--format", format, "--output", folder.File("out"), .. options]);
}
