using System.Diagnostics;
using System.Net;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Test.Http;
using MetricsSimulator.Test.Push;

namespace MetricsSimulator.Test.Runs;

/// <summary>What becomes of a run when the program makes a mistake in a tick: here, a metric that a reload brings and that nothing can run.</summary>
public sealed class FailedTickTest
{
    private const string Failed = "The simulator failed to answer. Its standard error says why.";

    [Theory]
    [InlineData("GET", "/metrics")]
    [InlineData("GET", "/metrics/truth")]
    [InlineData("GET", "/health")]
    [InlineData("GET", "/history?duration=10s")]
    [InlineData("GET", "/api/v1/anomalies")]
    [InlineData("GET", "/api/v1/scenario")]
    [InlineData("POST", "/api/v1/anomalies")]
    [InlineData("PUT", "/api/v1/scenario")]
    public async Task A_tick_that_failed_is_answered_with_status_500_each_time(string method, string path)
    {
        var log = new List<string>();
        var run = RunningServer.Read(null);
        await using var server = await RunningServer.StartAsync(run, change: options => options with { Log = log.Add });
        Break(server, run);
        for (var i = 0; i < 2; i++)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(10));
            using var answer = await AskAsync(server, method, path);
            Assert.Equal((HttpStatusCode.InternalServerError, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
            var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains($"\"detail\":\"{Failed}\"", body);
            Assert.DoesNotContain("   at ", body);
        }

        Assert.Equal(2, log.Count);
        Assert.All(log, line => Assert.Matches($@"^time=\S+ level=error method=""{method}"" path=""[^""]*"" error=""ArgumentException: Unrunnable has no running state\.[^\n]*$", line));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/config")]
    [InlineData("/api/v1/journal")]
    public async Task What_needs_no_tick_is_answered_all_the_same(string path)
    {
        var run = RunningServer.Read(null);
        await using var server = await RunningServer.StartAsync(run);
        Break(server, run);
        using var answer = await server.Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Whoever_waits_for_a_tick_is_told_that_it_failed()
    {
        var run = RunningServer.Read(null);
        await using var server = await RunningServer.StartAsync(run);
        var simulator = server.Live.Simulator;
        var waiting = simulator.TickAfter(0, TestContext.Current.CancellationToken);
        Break(server, run);
        await Assert.ThrowsAsync<ArgumentException>(() => waiting);
        await Assert.ThrowsAsync<ArgumentException>(() => simulator.TickAfter(0, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_push_says_that_it_ends_and_ends_in_good_order()
    {
        var told = new List<string>();
        var run = RunningServer.Read(null);
        await using var receiver = await Receiver.StartAsync();
        await using var server = await RunningServer.StartAsync(run);
        using var sender = new RemoteWriteSender(receiver.Url, RemoteWriteCredentials.None, new RetryPolicy(TimeSpan.FromSeconds(10), TimeSpan.MaxValue), server.Clock);
        await using (var push = new LivePush(server.Live, 0, sender, server.Clock, told.Add))
        {
            await UntilAsync(() => push.Status.NextTick == 1);
            Break(server, run);
            await UntilAsync(() => push.Status.Trouble is not null);
        }

        Assert.Matches(@"^remote write: failed because of an error in the program: ArgumentException: Unrunnable has no running state\.[^\n]* Nothing is pushed from 2026-01-01T00:00:10Z on\.$", Assert.Single(told));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "It did not come about in time.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private static void Break(RunningServer server, Run run)
    {
        server.Live.Simulator.Reload(new SimulationModel(run.Model.Seed, run.Model.Timeline, [.. run.Model.Metrics, new Unrunnable()]));
        server.Clock.Advance(TimeSpan.FromSeconds(10));
    }

    private static Task<HttpResponseMessage> AskAsync(RunningServer server, string method, string path) => (method, path) switch
    {
        ("POST", _) => server.SendJsonAsync(HttpMethod.Post, path, """{"kind":"outage","duration":"1m"}"""),
        ("PUT", _) => server.SendJsonAsync(HttpMethod.Put, path, """{"name":"load_test"}"""),
        _ => server.Client.GetAsync(path),
    };

    private sealed record Unrunnable() : MetricDefinition("unrunnable", "unrunnable", "", LabelSpace.Empty)
    {
        public override MetricType Type => MetricType.Gauge;

        public override AnomalyTargets Target => AnomalyTargets.Gauge;
    }
}
