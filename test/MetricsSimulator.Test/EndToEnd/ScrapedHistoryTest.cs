using System.Globalization;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>A history equals the samples that a real Prometheus stores when it scrapes the same run.</summary>
[Trait("needs", "programs")]
[Trait("takes", "minutes")]
public sealed class ScrapedHistoryTest
{
    private const int Interval = 1000;
    private const int Seconds = 75;

    // The part of a tick in which scrapes may begin, so that none lasts into the next tick on a busy machine.
    private const int LatestPhase = 500;

    // A timer of .NET may end early by a step of the kernel's coarse clock, in seconds: at most 10 ms, with CONFIG_HZ=100.
    private const double ClockStep = 0.01;

    private const string Scenario =
        """
        name: everything_that_shows_in_scrapes
        patterns:
          - name: only
            duration: 10m
            anomalies:
              - {kind: outage, at: 25s, duration: 4s}
              - {kind: slow_scrape, magnitude: 0.3, at: 31s, duration: 4s}
              - {kind: slow_scrape, magnitude: 3, at: 37s, duration: 4s}
              - {kind: truncated, at: 43s, duration: 4s}
              - {kind: dropout, metric: tool_usage, at: 49s, duration: 4s}
              - {kind: cardinality_explosion, metric: token_usage, magnitude: 50, at: 55s, duration: 6s}
              # The label sets of the explosion leave while nobody sees it, and a metric leaves and comes back.
              - {kind: outage, at: 59s, duration: 5s}
              - {kind: dropout, metric: error, at: 60s, duration: 2s}
              # A label set comes while nobody sees it.
              - {kind: outage, at: 66s, duration: 3s}
              - {kind: cardinality_explosion, metric: tool_usage, magnitude: 7, at: 67s, duration: 5s}
        """;

    [Fact]
    public async Task A_history_has_the_samples_and_markers_that_a_scraping_Prometheus_stores()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort.Find();
        var (config, journal) = (folder.Write("config.yaml", "simulator: {update_interval: 1s, seed: 7}\n"), folder.File("journal"));
        var scrape = await WithEarlyPhaseAsync(folder, new ScrapeConfiguration($"localhost:{port}", TimeSpan.FromMilliseconds(Interval)).ToYaml());
        await using var simulator = RunningProgram.StartSimulator(
            "serve", "--config", config, "--scenario", folder.Write("scenario.yaml", Scenario), "--port", port.ToString(CultureInfo.InvariantCulture), "--journal", journal);
        using var client = new HttpClient();
        await simulator.PollAsync("scrape", async () => await client.GetStringAsync(new Uri($"http://localhost:{port}/metrics")));
        var began = TimeProvider.System.GetUtcNow();
        var stored = folder.File("data");
        await using (var prometheus = StartPrometheus(scrape, stored, out var query))
        {
            await PhaseAsync(prometheus, query, "up == 1");
            Assert.InRange((TimeProvider.System.GetUtcNow() - began).TotalSeconds, 0, 20);
            // A Prometheus that ends during a scrape stores it as failed, so it ends when a scrape is long over and the next is not due.
            await prometheus.PollAsync<object>("end of the scenario", () => Task.FromResult<object?>(IsBetweenScrapes(began) ? "" : null), TimeSpan.FromMinutes(2));
            prometheus.Signal("TERM");
            await prometheus.Process.WaitForExitAsync();
        }

        var real = ByTick(PromtoolDump.Read(stored));
        var (first, last) = (real.Keys.Min(key => key.Tick), real.Keys.Max(key => key.Tick));
        // A history cannot end in the future, and the tick of the last scrape may not be over.
        await simulator.PollAsync<object>("end of the last tick", () => Task.FromResult<object?>(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() > last + Interval ? "" : null));
        var end = DateTimeOffset.FromUnixTimeMilliseconds(last + Interval).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var ran = await Ran.Async("backfill", "--journal", journal, "--duration", $"{last + Interval - first}ms", "--end", end, "--output", folder.File("blocks"));
        Assert.True(ran.Status == 0, ran.Error);
        var written = ByTick(PromtoolDump.Read(folder.File("blocks")));

        // The first scrape adds all series, whenever it comes; the history has been scraped from the beginning of the run.
        var added = $"{{__name__=\"scrape_series_added\", instance=\"localhost:{port}\", job=\"claude-code\"}}";
        Assert.Equal(real[(added.Replace("series_added", "samples_scraped", StringComparison.Ordinal), first)], real[(added, first)]);
        real.Remove((added, first));
        written.Remove((added, first));
        var durations = Durations(real).Zip(Durations(written), (of, modelled) => (of.Tick, Real: of.Value, Modelled: modelled.Value)).ToArray();
        foreach (var (tick, of, modelled) in durations) TestContext.Current.TestOutputHelper?.WriteLine($"{(tick - first) / Interval,3} {of:0.0000} s, modelled {modelled:0.0000} s");

        Assert.Equal(Told(written), Told(real));
        // A delay within the timeout, and the timeout itself, are in both; the rest is a model, and the machine may be busy.
        Assert.Equal((4, 4), (durations.Count(duration => duration.Modelled is > 0.3 and < 0.32), durations.Count(duration => duration.Modelled == 1)));
        Assert.All(durations.Where(duration => duration.Modelled > 0.1), duration => Assert.InRange(duration.Real, Math.Floor(10 * duration.Modelled) / 10 - ClockStep, 2));
        Assert.Equal(20, real.Count(sample => sample.Key.Series.Contains("\"up\"", StringComparison.Ordinal) && sample.Value == 0));
    }

    private static bool IsBetweenScrapes(DateTimeOffset began)
    {
        var now = TimeProvider.System.GetUtcNow();
        return now - began > TimeSpan.FromSeconds(Seconds) && now.ToUnixTimeMilliseconds() % Interval is > LatestPhase + 200 and < LatestPhase + 350;
    }

    // Prometheus derives the time of a scrape within its interval from the target and the external labels, whether the target answers or not.
    private static async Task<string> WithEarlyPhaseAsync(TemporaryFolder folder, string scrape)
    {
        for (var attempt = 0; ; attempt++)
        {
            var configuration = folder.Write($"prometheus{attempt}.yml", string.Create(CultureInfo.InvariantCulture, $"global: {{external_labels: {{attempt: \"{attempt}\"}}}}\n") + scrape);
            await using var prometheus = StartPrometheus(configuration, folder.File(string.Create(CultureInfo.InvariantCulture, $"attempt{attempt}")), out var query);
            if (await PhaseAsync(prometheus, query, "up") <= LatestPhase) return configuration;
        }
    }

    private static RunningProgram StartPrometheus(string configuration, string data, out int query)
    {
        query = FreePort.Find();
        return RunningProgram.Start(
            "/usr/bin/prometheus", "prometheus", "--config.file=" + configuration, string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=localhost:{query}"), "--storage.tsdb.path=" + data);
    }

    // The time of the last scrape, in milliseconds.
    private static async Task<long> PhaseAsync(RunningProgram prometheus, int query, string known)
    {
        using var client = new HttpClient();
        var answer = await prometheus.PollAsync("scrape", async () =>
        {
            var text = await client.GetStringAsync(new Uri($"http://localhost:{query}/api/v1/query?query={Uri.EscapeDataString($"timestamp({known})")}"));
            return text.Contains("\"value\"", StringComparison.Ordinal) ? text : null;
        });
        return (long)Math.Round(1000 * double.Parse(answer[(answer.LastIndexOf('[') + 1)..].Split('"')[1], CultureInfo.InvariantCulture)) % Interval;
    }

    private static IEnumerable<(long Tick, double Value)> Durations(Dictionary<(string Series, long Tick), double> samples) =>
        samples.Where(sample => IsDuration(sample.Key.Series)).OrderBy(sample => sample.Key.Tick).Select(sample => (sample.Key.Tick, sample.Value));

    private static IEnumerable<string> Told(Dictionary<(string Series, long Tick), double> samples) => samples.Where(sample => !IsDuration(sample.Key.Series))
        .Select(sample => string.Create(CultureInfo.InvariantCulture, $"{sample.Key.Tick} {sample.Key.Series} {sample.Value:R}")).Order(StringComparer.Ordinal);

    private static bool IsDuration(string series) => series.Contains("\"scrape_duration_seconds\"", StringComparison.Ordinal);

    private static Dictionary<(string Series, long Tick), double> ByTick(List<(string Series, long Timestamp, double Value)> samples) =>
        samples.ToDictionary(sample => (sample.Series, sample.Timestamp / Interval * Interval), sample => sample.Value);
}
