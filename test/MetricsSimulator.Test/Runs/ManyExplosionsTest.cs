using System.Globalization;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Http;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Runs;

/// <summary>A run on which hundreds of explosions were injected, each of which may give it other series.</summary>
[Trait("takes", "seconds")]
public sealed class ManyExplosionsTest
{
    private const int Explosions = 200;
    private const string Config = "simulator: {start: 2026-01-01T00:00:00Z, catalogue: none, metrics: {queue: {type: gauge, initial_value: 5, volatility: 1, labels: {worker: {count: 3, prefix: w}, zone: [a, b]}}}}\n";

    [Fact]
    public async Task What_they_showed_is_shown_again_by_history_and_by_every_replay()
    {
        using var folder = new TemporaryFolder();
        var journal = folder.File("journal");
        var scraped = new List<string>();
        string history;
        using (var recording = new RunJournal(RunJournal.Open(journal, out _)))
        {
            await using var server = await RunningServer.StartAsync(RunningServer.Read(folder.Write("config.yaml", Config)), recording);
            await InjectAsync(server, Explosions, async () =>
            {
                using var answer = await server.SendAsync(HttpMethod.Get, "/metrics", "application/openmetrics-text");
                scraped.AddRange(SamplesOf(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), server));
            });
            history = await server.Client.GetStringAsync("/history?duration=24h");
        }

        Assert.Equal(scraped.Order(StringComparer.Ordinal), AfterTheStart(history));
        var end = RunningServer.Start + TimeSpan.FromSeconds(10 * 2 * Explosions);
        var span = string.Create(CultureInfo.InvariantCulture, $"{20 * Explosions}s");
        var generated = await Ran.Async("generate", "--journal", journal, "--duration", span, "--output", folder.File("generated"));
        Assert.True(generated.Status == 0, generated.Error);
        var replayed = await File.ReadAllTextAsync(folder.File("generated"), TestContext.Current.CancellationToken);
        // The end is no more in the span.
        var inSpan = scraped.Where(sample => !sample.EndsWith(TimestampOf(end), StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(inSpan, AfterTheStart(replayed));
        foreach (var format in (string[])["csv", "openmetrics", "blocks"])
        {
            var backfilled = await Ran.Async("backfill", "--journal", journal, "--format", format, "--duration", span, "--end", end.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), "--output", folder.File(format));
            Assert.True(backfilled.Status == 0, backfilled.Error);
        }

        Assert.Equal(replayed, await File.ReadAllTextAsync(folder.File("openmetrics"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_last_tick_costs_little_more_after_many_of_them_than_after_few()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(RunningServer.Read(folder.Write("config.yaml", Config)));
        async Task<long> CostAfterAsync(int count)
        {
            await InjectAsync(server, count);
            // They are over, and a checkpoint after them is kept.
            server.Clock.Advance(TimeSpan.FromHours(6));
            Recompute(server.Live);
            return Recompute(server.Live);
        }

        var few = await CostAfterAsync(20);
        var many = await CostAfterAsync(Explosions - 20);
        // What is done to a run is kept, and found again by name: some hundred bytes each.
        Assert.InRange(many, 0, few + (Explosions * 1000));
    }

    private static long Recompute(LiveRun run)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var past = run.Simulator.Past(1);
        var simulator = new Simulator(run.Beginning.Model, parallelism: 1, journal: past.Changes, from: past.From);
        simulator.AdvanceTo(past.FirstTick);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static async Task InjectAsync(RunningServer server, int count, Func<Task>? afterTick = null)
    {
        for (var i = 0; i < count; i++)
        {
            await AnomaliesEndpointTest.InjectAsync(server, string.Create(
                CultureInfo.InvariantCulture, $$"""{"kind":"cardinality_explosion","metric":"queue","label":"{{(i % 3 == 0 ? "zone" : "worker")}}","duration":"{{10 + (i % 5 * 10)}}s","magnitude":{{1 + (i * 7 % 40)}}}"""));
            for (var tick = 0; tick < 2; tick++)
            {
                server.Clock.Advance(TimeSpan.FromSeconds(10));
                if (afterTick is not null) await afterTick();
            }
        }
    }

    private static IEnumerable<string> SamplesOf(string exposition, RunningServer server) => exposition.Split('\n')
        .Where(line => line.StartsWith("queue", StringComparison.Ordinal)).Select(line => line + TimestampOf(server.Clock.GetUtcNow()));

    private static IEnumerable<string> AfterTheStart(string text) => text.Split('\n')
        .Where(line => line.StartsWith("queue", StringComparison.Ordinal) && !line.Contains(" NaN ", StringComparison.Ordinal))
        .Where(line => !line.EndsWith(TimestampOf(RunningServer.Start), StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static string TimestampOf(DateTimeOffset instant) => string.Create(CultureInfo.InvariantCulture, $" {instant.ToUnixTimeSeconds()}");
}
