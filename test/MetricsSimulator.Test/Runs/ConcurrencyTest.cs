using System.Globalization;
using System.Text;
using System.Text.Json;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.OpenMetrics;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Http;
using MetricsSimulator.Test.Tools;
using Microsoft.Extensions.Time.Testing;

namespace MetricsSimulator.Test.Runs;

public sealed class ConcurrencyTest
{
    private const int Scrapes = 10_000;
    private const int Scrapers = 4;
    private const int Changes = 100;

    private static readonly string[] s_injections =
    [
        """{"kind":"spike","metric":"token_usage","duration":"1m","magnitude":5}""",
        """{"kind":"dropout","metric":"cost","duration":"30s"}""",
        """{"kind":"error_burst","metric":"error","duration":"1m","magnitude":10}""",
        """{"kind":"latency_shift","metric":"session_duration","duration":"1m","magnitude":3}""",
        """{"kind":"cardinality_explosion","metric":"token_usage","duration":"40s","magnitude":30}""",
        """{"kind":"flatline","metric":"tool_usage","duration":"30s"}""",
    ];

    /// <summary>No counter_reset is injected, so no reader may ever see a counter fall.</summary>
    [Fact]
    [Trait("takes", "seconds")]
    public async Task Ten_thousand_scrapes_under_reloads_injections_and_switches_are_whole_and_no_counter_falls()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("config.yaml", "simulator: {}\n");
        var run = RunningServer.Read(file);
        var clock = new FakeTimeProvider(RunningServer.Start);
        using var simulator = new LiveSimulator(run.Model, clock, run.Labels);
        simulator.Start();
        using var journal = new RunJournal();
        var live = new LiveRun(run, simulator, journal);
        var cache = new ExpositionCache(simulator, timestamps: true);

        // The scrapers themselves move the clock, so that ticks never run out. They go on when a busy machine delays the changes.
        var scrapes = 0;
        var changes = 0;
        var ended = false;
        // One failure ends all threads.
        bool IsEnough() => Volatile.Read(ref ended) || (Volatile.Read(ref scrapes) >= Scrapes && Volatile.Read(ref changes) >= Changes);
        Task Repeat(Action body) => Task.Run(() =>
        {
            try
            {
                while (!IsEnough()) body();
            }
            finally
            {
                Volatile.Write(ref ended, true);
            }
        });
        var highest = new List<Dictionary<string, (long At, double Value)>>();
        var scrapers = Enumerable.Range(0, Scrapers).Select(_ =>
        {
            var seen = new Dictionary<string, (long At, double Value)>(StringComparer.Ordinal);
            highest.Add(seen);
            return Repeat(() =>
            {
                if (Interlocked.Increment(ref scrapes) % 5 == 0) clock.Advance(TimeSpan.FromSeconds(10));
                string text;
                using (var lease = cache.Acquire(OpenMetricsFormat.Version100, ContentCoding.Identity)) text = Encoding.UTF8.GetString(lease.Exposition.ToArray());
                Check(text, seen);
            });
        }).ToArray();
        var changer = Repeat(() =>
        {
            var n = Interlocked.Increment(ref changes) - 1;
            using var injection = JsonDocument.Parse(s_injections[n % s_injections.Length]);
            var injected = live.Inject(injection.RootElement, out var problem);
            Assert.True(injected is not null, problem?.Detail);
            if (n % 3 == 0) live.End(injected.Id, out _);
            if (n % 4 == 0)
            {
                folder.Write("config.yaml", string.Create(CultureInfo.InvariantCulture, $"simulator: {{metrics: {{queue: {{type: gauge, initial_value: {n}, volatility: 1}}}}}}\n"));
                Assert.StartsWith("reload: ", live.Reload());
            }

            if (n % 7 == 0) Assert.NotNull(live.Switch("load_test", ScenarioReader.Find("load_test").Draft!, out _));
            // One change a tick, as fast as the scrapers turn the clock.
            var tick = simulator.Status.Tick;
            while (simulator.Status.Tick == tick && !IsEnough()) Thread.Yield();
        });
        await Task.WhenAll(scrapers.Append(changer));

        Assert.True(journal.Lines.Count > Changes, $"{journal.Lines.Count} changes");
        // All scrapers see the same value at one tick, and a greater one later.
        foreach (var pair in highest.SelectMany(seen => seen).GroupBy(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal))
        {
            var ordered = pair.OrderBy(entry => entry.At).ToList();
            for (var i = 1; i < ordered.Count; i++) Assert.True(ordered[i].Value >= ordered[i - 1].Value, $"{pair.Key} falls between scrapers");
        }
    }

    private static void Check(string text, Dictionary<string, (long At, double Value)> seen)
    {
        Assert.EndsWith("# EOF\n", text);
        var instants = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == '#') continue;
            var parts = line.Split(' ');
            var at = parts[^1];
            instants.Add(at);
            var series = string.Join(' ', parts[..^2]);
            var value = double.Parse(parts[^2], CultureInfo.InvariantCulture);
            if (!IsCumulative(series)) continue;
            var instant = (long)double.Parse(at, CultureInfo.InvariantCulture);
            if (seen.TryGetValue(series, out var before))
            {
                Assert.True(instant >= before.At, "Time goes back.");
                Assert.True(value >= before.Value, $"{series} falls from {before.Value} to {value}");
            }

            seen[series] = (instant, value);
        }

        // One tick, never parts of two.
        Assert.Single(instants);
    }

    private static bool IsCumulative(string series)
    {
        var name = series.Split('{')[0];
        return name.EndsWith("_total", StringComparison.Ordinal) || name.EndsWith("_bucket", StringComparison.Ordinal)
            || name.EndsWith("_count", StringComparison.Ordinal) || name.EndsWith("_sum", StringComparison.Ordinal);
    }
}
