using System.Globalization;
using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Events;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Tools;
using Microsoft.AspNetCore.Http;

namespace MetricsSimulator.Test.Otlp;

/// <summary>Receivers that misbehave for an hour and are well again for a quarter. The run goes on as ever, what is lost is counted, and each problem is told once.</summary>
[Trait("takes", "seconds")]
public sealed class MisbehavingReceiverTest
{
    private const string Team = "workload: {developers: 10, sessions_per_hour: 1, hours: {from: 0, to: 24}, telemetry: {expire_after: never}}\n";
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("unreachable", "connection refused. What it does not take within 10s is lost; /health counts it.")]
    [InlineData("slow", "no answer within 10s. What it does not take within 10s is lost; /health counts it.")]
    [InlineData("429", "HTTP 429: too much. What it does not take within 10s is lost; /health counts it.")]
    [InlineData("503", "HTTP 503: too much. What it does not take within 10s is lost; /health counts it.")]
    [InlineData("400", "refuses the points (HTTP 400: too much). What it rejects is lost; /health counts it.")]
    [InlineData("partial", "1 not accepted: too much. What it rejects is lost; /health counts it.")]
    [InlineData("closes", "the connection broke off. What it does not take within 10s is lost; /health counts it.")]
    public async Task Deltas_that_a_receiver_does_not_take_are_lost_and_counted(string fault, string told)
    {
        await using var hour = await HourAsync(fault, "delta");
        Assert.Equal(
            [$"otlp: {hour.Metrics.Target}: {told}", $"otlp: {hour.Metrics.Target} takes metrics again. Lost: {hour.Export.Metrics!.Lost.ToString("N0", CultureInfo.InvariantCulture)} points."],
            hour.Run.Told.Where(line => line.Contains("/v1/metrics", StringComparison.Ordinal)));
        Assert.Equal(2, hour.Run.Told.Count(line => line.Contains("/v1/logs", StringComparison.Ordinal)));
        var (points, records) = hour.Exported(Temporality.Delta);
        var (metrics, logs) = (hour.Export.Metrics, hour.Export.Logs!);
        Assert.Equal((points, records), (metrics.Taken + metrics.Lost + metrics.Waiting, logs.Taken + logs.Lost + logs.Waiting));
        Assert.Equal((0, 0), (metrics.Waiting, logs.Waiting));
        Assert.InRange(metrics.Lost, 1, points - 1);
        Assert.Equal((null, null), (metrics.Trouble, logs.Trouble));
        var rejected = fault == "partial" ? metrics.Lost : 0;
        Assert.Equal(metrics.Taken + rejected, hour.Store.Taken.Sum(request => request.Points.Count));
    }

    [Theory]
    [InlineData("unreachable")]
    [InlineData("slow")]
    [InlineData("503")]
    [InlineData("closes")]
    public async Task Totals_arrive_in_the_end(string fault)
    {
        await using var hour = await HourAsync(fault, "cumulative");
        Assert.Equal((0, 0), (hour.Export.Metrics!.Lost, hour.Export.Metrics.Waiting));
        var stored = hour.Store.Taken.SelectMany(request => request.Points).GroupBy(point => (point.Series, point.Start)).ToDictionary(group => group.Key, group => group.Max(point => point.Value));
        var expected = hour.ExportedTotals();
        Assert.Contains(expected.Keys.GroupBy(total => total.Series), starts => starts.Count() > 1);
        Assert.True(expected.Count > 100);
        Assert.Equal(expected.OrderBy(total => total.Key.Series, StringComparer.Ordinal).ThenBy(total => total.Key.Start), stored.OrderBy(total => total.Key.Series, StringComparer.Ordinal).ThenBy(total => total.Key.Start));
    }

    private static async Task<Hour> HourAsync(string fault, string temporality)
    {
        var hour = new Hour(await OtlpStore.StartAsync(), new ExportingRun(Team));
        var isWell = false;
        var run = hour.Run;
        hour.Store.Answer = async (_, context) =>
        {
            if (Volatile.Read(ref isWell)) return;
            switch (fault)
            {
                case "slow":
                    // From now on it waits for the clock, and then for the machine again. It never takes a request that the sender has given up.
                    Interlocked.Decrement(ref hour.UnderWay);
                    await Task.Delay(TimeSpan.FromSeconds(30), run.Clock, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                    Interlocked.Increment(ref hour.UnderWay);
                    context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                    context.Abort();
                    break;
                case "closes":
                    context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                    context.Abort();
                    break;
                case "partial":
                    await context.Response.WriteAsync("""{"partialSuccess":{"rejectedDataPoints":"1","rejectedLogRecords":"1","errorMessage":"too much"}}""");
                    break;
                default:
                    context.Response.StatusCode = int.Parse(fault, CultureInfo.InvariantCulture);
                    if (fault == "503") context.Response.Headers.RetryAfter = "30";
                    await context.Response.WriteAsync("""{"message":"too much"}""");
                    break;
            }
        };
        var settings = ExportingRun.Settings(hour.Store.Url, "OTEL_EXPORTER_OTLP_PROTOCOL=http/json", "OTEL_LOGS_EXPORT_INTERVAL=60000", $"OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE={temporality}");
        hour.Metrics = settings.Metrics!;
        hour.Export = run.Export(settings, _ => new Network(hour, fault, () => Volatile.Read(ref isWell)));
        for (var passed = s_step; passed <= TimeSpan.FromMinutes(75); passed += s_step)
        {
            if (passed > TimeSpan.FromHours(1)) Volatile.Write(ref isWell, true);
            // A process begins to count again while the receiver is ill.
            if (passed.TotalMinutes is 20 or 40) run.Inject("""{"kind": "counter_restart_in_session", "duration": "1m"}""");
            run.Clock.Advance(s_step);
            // A receiver never delays a tick.
            Assert.Equal(passed.Ticks / TimeSpan.FromSeconds(10).Ticks, run.Simulator.Status.Tick);
            await hour.SettleAsync();
        }

        for (var more = 0; hour.Export is not { Metrics.Waiting: 0, Logs.Waiting: 0, Metrics.Trouble: null, Logs.Trouble: null }; more++)
        {
            Assert.True(more < 1000, "The receiver is well, and the export is not.");
            run.Clock.Advance(s_step);
            await hour.SettleAsync();
        }

        hour.AssertUndisturbed();
        return hour;
    }

    /// <summary>Counts the requests under way. Until the receiver is well, requests to an unreachable one go to a port where nobody listens.</summary>
    private sealed class Network(Hour hour, string fault, Func<bool> isWell) : DelegatingHandler(ReceiverConnection.CreateHandler())
    {
        private readonly int _nobody = FreePort.Find();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
        {
            var isFaulty = !isWell();
            if (isFaulty && fault == "unreachable") request.RequestUri = new UriBuilder(request.RequestUri!) { Port = _nobody }.Uri;
            Interlocked.Increment(ref hour.UnderWay);
            try
            {
                return await base.SendAsync(request, cancellation);
            }
            finally
            {
                Interlocked.Decrement(ref hour.UnderWay);
            }
        }
    }

    private sealed class Hour(OtlpStore store, ExportingRun run) : IAsyncDisposable
    {
        // The requests whose answer depends on the machine alone, and not on the clock.
        public int UnderWay;

        public OtlpStore Store => store;

        public ExportingRun Run => run;

        public LiveExport Export { get; set; } = null!;

        public OtlpReceiver Metrics { get; set; } = null!;

        private IReadOnlyList<ModelChange> Changes => run.Simulator.PastFrom(0).Changes;

        // Lets the export do what it can do at this instant.
        public async Task SettleAsync()
        {
            var tick = run.Simulator.Status.Tick;
            await ExportingRun.UntilAsync(() => Export.NextTick > tick);
            var before = (Export.Metrics, Export.Logs, store.Requests.Count, run.Clock.TimersCreated);
            for (var i = 0; i < 2 && Export is not { Metrics.Waiting: 0, Logs.Waiting: 0 }; i++)
            {
                await Task.Delay(1);
                var now = (Export.Metrics, Export.Logs, store.Requests.Count, run.Clock.TimersCreated);
                if (now != before || Volatile.Read(ref UnderWay) != 0) i = 0;
                before = now;
            }
        }

        public (long Points, long Records) Exported(Temporality temporality)
        {
            var (points, records) = (0L, 0L);
            Replay(temporality, exports =>
            {
                points += exports.Metrics.Sum(export => export.Sums.Sum(sum => (long)sum.Points.Length));
                records += exports.Logs.Sum(export => (long)export.Events.Length);
            });
            return (points, records);
        }

        public Dictionary<(string Series, DateTimeOffset Start), double> ExportedTotals()
        {
            var totals = new Dictionary<(string Series, DateTimeOffset Start), double>();
            Replay(Temporality.Cumulative, exports =>
            {
                foreach (var export in exports.Metrics)
                {
                    foreach (var sum in export.Sums)
                    {
                        foreach (var point in sum.Points)
                            totals[($"{sum.Name} {StoredRequest.TextOf(point.Attributes)}", sum.Restart ?? export.Start)] = point.Value;
                    }
                }
            });
            return totals;
        }

        public void AssertUndisturbed()
        {
            var alone = new Simulator(run.Live.Beginning.Model, journal: Changes);
            alone.AdvanceTo(run.Simulator.Status.Tick);
            using var expected = alone.Acquire();
            using var served = run.Simulator.Acquire();
            Assert.Equal(expected.Values[..expected.Layout.ValueCount].ToArray(), served.Values[..served.Layout.ValueCount].ToArray());
        }

        public async ValueTask DisposeAsync()
        {
            await run.DisposeAsync();
            await store.DisposeAsync();
        }

        private void Replay(Temporality temporality, Action<TelemetryExports> add)
        {
            var options = new ExportOptions { Temporality = temporality, LogInterval = TimeSpan.FromMinutes(1) };
            var again = new Simulator(run.Live.Beginning.Model, journal: Changes, deliver: batch => add(batch.FindExports(options)));
            again.AdvanceTo(run.Simulator.Status.Tick);
        }
    }
}
