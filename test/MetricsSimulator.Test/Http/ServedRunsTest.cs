using MetricsSimulator.Cli.Http;
using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Otlp;
using MetricsSimulator.Test.Push;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Http;

[Trait("takes", "seconds")]
public sealed class ServedRunsTest
{
    private readonly CountingClock _clock = new(RunningServer.Start);
    private readonly List<string> _told = [];

    [Fact]
    public async Task A_receiver_of_remote_write_gets_every_tick_once_when_a_run_is_started_over()
    {
        await using var receiver = await Receiver.StartAsync();
        using var sender = new RemoteWriteSender(receiver.Url, RemoteWriteCredentials.None, new RetryPolicy(TimeSpan.FromSeconds(10), TimeSpan.MaxValue), TimeProvider.System);
        LivePush? push = null;
        await using (var runs = new ServedRuns(_clock, new ServeOptions(_clock))
        {
            Push = (live, first) => push = new LivePush(live, first, sender, TimeProvider.System, _told.Add),
            DrawSeed = () => 5,
        })
        {
            await StartOverAsync(runs, () => push!.Status.NextTick);
        }

        Assert.Empty(_told);
        Assert.All(receiver.Samples.Values, sample => Assert.Equal(1, sample.Times));
        Assert.False(receiver.IsOutOfOrder);
        // Ticks 0 to 3 of the first run, and 1 to 4 of the second.
        var times = receiver.Samples.Keys.Select(key => key.Timestamp).Distinct().Order().ToList();
        Assert.Equal([.. Enumerable.Range(0, 8).Select(tick => (RunningServer.Start + (tick * TimeSpan.FromSeconds(10))).ToUnixTimeMilliseconds())], times);
    }

    [Fact]
    public async Task A_run_that_is_replaced_refuses_changes_instead_of_losing_them()
    {
        await using var server = await RunningServer.StartAsync();
        server.Live.IsReplaced = true;
        foreach (var (method, path, body) in new[]
        {
            (HttpMethod.Post, "/api/v1/anomalies", """{"kind":"outage","duration":"1h"}"""), (HttpMethod.Delete, "/api/v1/anomalies/i1", "{}"),
            (HttpMethod.Put, "/api/v1/scenario", """{"name":"degradation"}"""), (HttpMethod.Patch, "/api/v1/model", """{"metrics":{"cost":{"drift":1}}}"""),
        })
        {
            using var response = await server.SendJsonAsync(method, path, body);
            Assert.Contains("The run is being started over.", (await AnomaliesEndpointTest.ProblemAsync(response, System.Net.HttpStatusCode.Conflict)).GetProperty("detail").GetString());
        }

        Assert.Null(server.Live.Simulator.LastChange);
        server.Live.IsReplaced = false;
        using var later = await server.SendJsonAsync(HttpMethod.Post, "/api/v1/anomalies", """{"kind":"outage","duration":"1h"}""");
        Assert.Equal(System.Net.HttpStatusCode.Created, later.StatusCode);
    }

    [Fact]
    public async Task While_a_run_is_started_over_it_is_replaced()
    {
        var seen = new List<bool>();
        ServedRuns? served = null;
        await using var runs = served = new ServedRuns(_clock, new ServeOptions(_clock))
        {
            DrawSeed = () =>
            {
                seen.Add(served!.Live.IsReplaced);
                return 5;
            },
        };
        await StartOverAsync(runs, () => long.MaxValue);
        Assert.Equal([true], seen);
        Assert.False(runs.Live.IsReplaced);
    }

    [Fact]
    public async Task A_receiver_of_OTLP_gets_the_points_of_a_run_that_is_started_over_with_its_start()
    {
        await using var store = await OtlpStore.StartAsync();
        var settings = ExportingRun.Settings(store.Url, "OTEL_EXPORTER_OTLP_PROTOCOL=http/json", "OTEL_METRIC_EXPORT_INTERVAL=1", "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=cumulative");
        LiveExport? export = null;
        await using (var runs = new ServedRuns(_clock, new ServeOptions(_clock))
        {
            Export = (live, first) => export = new LiveExport(live, first, settings, _clock, _told.Add),
            DrawSeed = () => 5,
        })
        {
            await StartOverAsync(runs, () => export!.Metrics!.Waiting == 0 ? export.NextTick : 0);
        }

        var times = store.Taken.SelectMany(request => request.Points).Select(point => (Seconds(point.Start), Seconds(point.Time))).Distinct().Order();
        Assert.Equal([(0, 10), (0, 20), (0, 30), (30, 40), (30, 50), (30, 60), (30, 70)], times);

        static long Seconds(DateTimeOffset instant) => (long)(instant - RunningServer.Start).TotalSeconds;
    }

    // Three ticks, the start, and four more, each of which is sent before the next.
    private async Task StartOverAsync(ServedRuns runs, Func<long> nextTick)
    {
        using var folder = new TemporaryFolder();
        var run = RunningServer.Read(folder.Write("run.yaml", "simulator: {catalogue: none, metrics: {jobs: {type: counter, initial_value: 5}}}"));
        var simulator = new LiveSimulator(run.Model, _clock, run.Labels);
        simulator.Start();
        runs.Show(new LiveRun(run, simulator, new RunJournal()), 0, 1);
        runs.Listen(9090);
        await AdvanceAsync(3);
        var (live, refusal) = await runs.StartOverAsync(null);
        Assert.Null(refusal);
        Assert.Same(runs.Live, live);
        Assert.Equal((1, 5UL, RunningServer.Start + TimeSpan.FromSeconds(30)), (live!.Number, live.Run.Model.Seed, live.Run.Model.Timeline.Start));
        await AdvanceAsync(4);

        async Task AdvanceAsync(int ticks)
        {
            for (var i = 0; i < ticks; i++)
            {
                _clock.Advance(TimeSpan.FromSeconds(10));
                await ExportingRun.UntilAsync(() => nextTick() > runs.Live.Simulator.Status.Tick);
            }
        }
    }
}
