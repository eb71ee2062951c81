using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Sending;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Metrics;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Http;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Push;

[Trait("takes", "seconds")]
public sealed class LivePushTest
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);
    private static readonly RetryPolicy s_policy = new(TimeSpan.FromSeconds(10), TimeSpan.MaxValue);

    private readonly CountingClock _clock = new(RunningServer.Start);
    private readonly JumpingClock _pauses = new(RunningServer.Start, s_policy.Timeout);
    private readonly ConcurrentQueue<string> _told = new();

    [Fact]
    public async Task Each_tick_of_a_live_run_is_pushed_once_with_the_samples_of_a_backfill()
    {
        await using var receiver = await Receiver.StartAsync();
        using var simulator = Simulate(out var run);
        await using (var push = Push(run, receiver.Url))
        {
            for (var i = 0; i < 20; i++)
            {
                _clock.Advance(TimeSpan.FromSeconds(10));
                await UntilAsync(() => push.Status.NextTick > simulator.Status.Tick);
            }

            Assert.Equal(new PushStatus(21, 0, null), push.Status);
        }

        await AssertHasAllAsync(receiver, run);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task Series_that_end_and_are_followed_by_others_are_pushed_as_a_backfill_sends_them()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("config.yaml", "simulator: {metrics: {jobs: {type: gauge, labels: {worker: {count: 5, prefix: w, lifetime: 2m}}, initial_value: 5, bounds: [0, 100]}}}\n");
        await using var receiver = await Receiver.StartAsync();
        using var simulator = Simulate(out var run, config);
        await using (var push = Push(run, receiver.Url))
        {
            for (var i = 0; i < 60; i++)
            {
                // Sometimes one tick at a time, sometimes several that are computed again.
                _clock.Advance(TimeSpan.FromSeconds(i % 3 == 0 ? 50 : 10));
                await UntilAsync(() => push.Status.NextTick > simulator.Status.Tick);
            }
        }

        Assert.Contains(receiver.Samples, sample => sample.Key.Series.Contains("w-0.1", StringComparison.Ordinal));
        Assert.Contains(receiver.Samples.Values, sample => Staleness.IsMarker(BitConverter.Int64BitsToDouble(sample.Bits)));
        await AssertHasAllAsync(receiver, run);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(401)]
    [InlineData(404)]
    public async Task What_a_receiver_missed_while_it_took_nothing_is_sent_when_it_takes_samples_again(int status)
    {
        var isAway = true;
        await using var receiver = await Receiver.StartAsync((_, context) =>
        {
            if (!Volatile.Read(ref isAway)) return Task.CompletedTask;
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "3";
            return Task.CompletedTask;
        });
        using var simulator = Simulate(out var run);
        await using (var push = Push(run, receiver.Url))
        {
            await UntilAsync(() => push.Status.Trouble is not null);
            _clock.Advance(TimeSpan.FromSeconds(10 * 500));
            // An explosion that begins and ends meanwhile brings series that have a stale marker.
            using var explosion = JsonDocument.Parse("""{"kind":"cardinality_explosion","metric":"token_usage","label":"model","magnitude":5,"duration":"1m"}""");
            run.Inject(explosion.RootElement, out var refusal);
            Assert.Null(refusal);
            _clock.Advance(TimeSpan.FromSeconds(10 * 500));
            Assert.Equal(1000, simulator.Status.Tick);
            Assert.Equal(0, push.Status.NextTick);
            Volatile.Write(ref isAway, false);
            await UntilAsync(() => push.Status is { NextTick: 1001, Trouble: null });
            _clock.Advance(TimeSpan.FromSeconds(10));
            await UntilAsync(() => push.Status.NextTick == 1002);
        }

        Assert.Contains(receiver.Samples.Values, sample => Staleness.IsMarker(BitConverter.Int64BitsToDouble(sample.Bits)));
        await AssertHasAllAsync(receiver, run);
        Assert.Equal(2, _told.Count);
        Assert.Contains($"HTTP {status}", _told.First(), StringComparison.Ordinal);
        Assert.EndsWith(" The samples from 2026-01-01T00:00:00Z on will be sent when it accepts them.", _told.First(), StringComparison.Ordinal);
        Assert.Equal($"remote write: {receiver.Url} accepts samples again, from 2026-01-01T00:00:00Z on.", _told.Last());
    }

    [Fact]
    public async Task A_receiver_that_hangs_delays_neither_a_tick_nor_a_scrape()
    {
        using var back = new CancellationTokenSource();
        await using var receiver = await Receiver.StartAsync((_, context) => back.IsCancellationRequested
            ? Task.CompletedTask
            : Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        using var simulator = Simulate(out var run);
        await using (var push = Push(run, receiver.Url))
        {
            await UntilAsync(() => !receiver.Requests.IsEmpty);
            for (var tick = 1; tick <= 100; tick++)
            {
                _clock.Advance(TimeSpan.FromSeconds(10));
                using var snapshot = simulator.Acquire();
                Assert.Equal(tick, snapshot.Tick);
            }

            Assert.Equal(0, push.Status.NextTick);
            _pauses.EndWaiting();
            await UntilAsync(() => receiver.Requests.Count > 1);
            await back.CancelAsync();
            _pauses.EndWaiting();
            await UntilAsync(() => push.Status.NextTick == 101);
        }

        await AssertHasAllAsync(receiver, run);
        Assert.Contains("no answer within 10s", _told.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Samples_that_a_receiver_refuses_for_good_are_counted_and_told_once()
    {
        var refuses = true;
        await using var receiver = await Receiver.StartAsync((_, context) =>
        {
            if (Volatile.Read(ref refuses)) context.Response.StatusCode = 400;
            return Task.CompletedTask;
        });
        using var simulator = Simulate(out var run);
        await using (var push = Push(run, receiver.Url))
        {
            for (var tick = 1; tick <= 5; tick++)
            {
                await UntilAsync(() => push.Status.NextTick == tick);
                _clock.Advance(TimeSpan.FromSeconds(10));
            }

            await UntilAsync(() => push.Status.NextTick == 6);
            Assert.Equal(6 * simulator.Layout.Families.Sum(family => family.SeriesCount), push.Status.LostSamples);
            Volatile.Write(ref refuses, false);
            _clock.Advance(TimeSpan.FromSeconds(10));
            await UntilAsync(() => push.Status is { NextTick: 7, Trouble: null });
        }

        Assert.Equal(
            [
                $"remote write: {receiver.Url}: refuses the samples (HTTP 400). The refused samples are lost; /health counts them.",
                $"remote write: {receiver.Url} accepts samples again, from 2026-01-01T00:01:00Z on.",
            ],
            _told);
    }

    [Fact]
    public async Task What_is_not_acknowledged_when_the_run_ends_is_told()
    {
        await using var receiver = await Receiver.StartAsync((_, context) =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        using var simulator = Simulate(out var run);
        await using (var push = Push(run, receiver.Url))
        {
            await UntilAsync(() => push.Status.Trouble is not null);
            _clock.Advance(TimeSpan.FromSeconds(20));
        }

        Assert.Equal($"remote write: ended; {receiver.Url} has not acknowledged the last 3 ticks, from 2026-01-01T00:00:00Z on.", _told.Last());
    }

    private LiveSimulator Simulate(out LiveRun run, string? config = null)
    {
        var read = RunningServer.Read(config);
        var simulator = new LiveSimulator(read.Model, _clock, read.Labels);
        simulator.Start();
        run = new LiveRun(read, simulator, new RunJournal());
        return simulator;
    }

    private LivePush Push(LiveRun run, Uri url) => new(run, 0, new RemoteWriteSender(url, RemoteWriteCredentials.None, s_policy, _pauses), _pauses, _told.Enqueue);

    private static async Task AssertHasAllAsync(Receiver receiver, LiveRun run)
    {
        await using var other = await Receiver.StartAsync();
        var past = run.Simulator.PastFrom(0);
        using var sender = new RemoteWriteSender(other.Url, RemoteWriteCredentials.None, s_policy, TimeProvider.System);
        var history = new RemoteWriteHistory(new RunSpan(new RecordedRun(run.Beginning, past.Changes), 0, past.Ticks), sender);
        await Task.Factory.StartNew(() => history.Write(null, CancellationToken.None), TaskCreationOptions.LongRunning);
        Assert.Equal(SentSamples.Of(other), SentSamples.Of(receiver));
        Assert.All(receiver.Samples.Values, sample => Assert.Equal(1, sample.Times));
        Assert.False(receiver.IsOutOfOrder);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < s_deadline, "It did not come about in time.");
            await Task.Delay(5);
        }
    }
}
