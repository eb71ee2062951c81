using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using MetricsSimulator.Cli.Http;
using Microsoft.AspNetCore.Http;

namespace MetricsSimulator.Test.Http;

public sealed class StreamEndpointTest
{
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(10);

    // A counter of whole numbers and one of fractions, gauges and histograms, each in more than one way.
    private static readonly string[] s_curves =
    [
        "family=token_usage&by=model&window=50s", "family=cost", "family=token_usage&as=value&match[]=%7Bmodel%3D%22claude-3-opus%22%7D", "family=session_duration&window=10m",
        "family=session_duration&as=buckets&window=5m", "family=tool_usage&as=series", "family=session_duration&as=mean&window=1h",
        "family=active_sessions", "family=active_sessions&as=series",
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(700)]
    public async Task Its_samples_are_those_of_the_samples_endpoint_bit_for_bit(int before)
    {
        await using var server = await RunningServer.StartAsync(scenario: "anomaly_detection");
        server.Clock.Advance(before * s_tick);
        using var stream = await EventStream.OpenAsync(server, "?" + string.Join('&', s_curves));
        for (var tick = before; tick < before + 40; tick++)
        {
            if (tick > before) server.Clock.Advance(s_tick);
            if (tick == before + 20)
                using (var response = await server.SendJsonAsync(HttpMethod.Post, "/api/v1/anomalies", """{"kind":"spike","metric":"cost","magnitude":4,"duration":"1m"}""")) Assert.Equal(HttpStatusCode.Created, response.StatusCode);
            var message = await stream.TickAsync();
            Assert.Equal(tick, message.GetProperty("tick").GetInt64());
            await RequireSamplesAsync(server, message, s_curves);
        }
    }

    [Fact]
    public async Task Series_that_come_and_go_have_the_samples_of_the_samples_endpoint_too()
    {
        await using var server = await RunningServer.StartAsync("simulator: {catalogue: none, retention_period: 12h}\nworkload: {developers: 8}\n");
        server.Clock.Advance(TimeSpan.FromHours(9.5));
        var family = JsonDocument.Parse(await server.Client.GetStringAsync("/api/v1/metrics")).RootElement.GetProperty("metrics").EnumerateArray()
            .Select(metric => metric.GetProperty("name").GetString()!).First(name => name.Contains("cost", StringComparison.Ordinal));
        string[] curves = [$"family={family}&window=10m", $"family={family}&window=2m&by=session_id", $"family={family}&as=series"];
        using var stream = await EventStream.OpenAsync(server, "?" + string.Join('&', curves));
        for (var i = 0; i < 60; i++)
        {
            await RequireSamplesAsync(server, await stream.TickAsync(), curves);
            server.Clock.Advance(s_tick);
        }
    }

    [Fact]
    public async Task A_stream_that_resumes_has_every_tick_once()
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(50));
        using var other = await EventStream.OpenAsync(server, "?family=cost&window=50s");
        await other.TickAsync();
        // The header wins, because the address of a page that connects again stays the same.
        using var stream = await EventStream.OpenAsync(server, "?family=cost&window=50s&after=17", lastEventId: "4");
        for (var tick = 5; tick <= 400; tick++)
        {
            if (tick > 300) server.Clock.Advance(s_tick);
            var message = await stream.TickAsync();
            Assert.Equal(tick, message.GetProperty("tick").GetInt64());
            if (tick % 50 == 5 || tick is 300 or 301 or 400) await RequireSamplesAsync(server, message, "family=cost&window=50s");
        }

        Assert.Equal(Enumerable.Range(301, 100).Select(tick => (long)tick), await other.TicksAsync(100));
    }

    [Fact]
    public async Task A_run_that_passes_many_ticks_at_once_sends_each_of_them()
    {
        await using var server = await RunningServer.StartAsync();
        using var stream = await EventStream.OpenAsync(server, "?family=cost&window=50s");
        await stream.TickAsync();
        foreach (var (next, ticks) in ((long, int)[])[(1, 90), (91, 1), (92, 200)])
        {
            server.Clock.Advance(ticks * s_tick);
            for (var tick = next; tick < next + ticks; tick++)
            {
                var message = await stream.TickAsync();
                Assert.Equal(tick, message.GetProperty("tick").GetInt64());
                await RequireSamplesAsync(server, message, "family=cost&window=50s");
            }
        }
    }

    [Fact]
    public async Task Without_metrics_it_sends_the_ticks_and_how_many_changes_there_were()
    {
        await using var server = await RunningServer.StartAsync();
        using var stream = await EventStream.OpenAsync(server);
        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("""{"run":0,"tick":0,"at":"2026-01-01T00:00:00Z","changes":0,"samples":[]}""", (await stream.TickAsync()).GetRawText());
        using (await server.SendJsonAsync(HttpMethod.Put, "/api/v1/scenario", """{"name":"degradation"}""")) server.Clock.Advance(s_tick);
        Assert.Equal("""{"run":0,"tick":1,"at":"2026-01-01T00:00:10Z","changes":1,"samples":[]}""", (await stream.TickAsync()).GetRawText());
    }

    [Fact]
    public async Task Every_15_seconds_it_says_that_it_is_alive()
    {
        await using var server = await RunningServer.StartAsync("simulator: {update_interval: 1h}\n");
        var before = server.Clock.TimersCreated;
        using var stream = await EventStream.OpenAsync(server);
        await stream.TickAsync();
        // The timers of the connection and of the first heartbeat.
        await UntilAsync(() => Task.FromResult(server.Clock.TimersCreated >= before + 2));
        for (var beat = 0; beat < 3; beat++)
        {
            // The timer of the next heartbeat begins after the one before was sent.
            var timers = server.Clock.TimersCreated;
            server.Clock.Advance(StreamEndpoint.Heartbeat);
            Assert.Equal(": alive", await stream.LineAsync());
            Assert.Equal("", await stream.LineAsync());
            await UntilAsync(() => Task.FromResult(server.Clock.TimersCreated > timers));
        }
    }

    [Fact]
    [Trait("takes", "seconds")]
    public async Task A_listener_that_does_not_read_is_dropped_and_delays_nobody()
    {
        // Long names, so that a message has half a megabyte.
        await using var server = await RunningServer.StartAsync($"simulator: {{catalogue: none, metrics: {{queue_depth: {{type: gauge, initial_value: 500, volatility: 1, labels: {{worker: {{count: 1000, prefix: {new string('w', 500)}}}}}}}}}}}");
        const string Query = "?family=queue_depth&by=worker";
        using var dead = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await dead.ConnectAsync(IPAddress.Loopback, server.Port);
        await dead.SendAsync(Encoding.ASCII.GetBytes($"GET /api/v1/stream{Query} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        using var stream = await EventStream.OpenAsync(server, Query);
        for (var tick = 0; tick < 40; tick++)
        {
            Assert.Equal(tick, (await stream.TickAsync()).GetProperty("tick").GetInt64());
            server.Clock.Advance(s_tick);
        }

        // What reaches it is what the system holds, and the words that say why it ends if they still fit.
        var got = 0L;
        var buffer = new byte[1 << 20];
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            for (int read; (read = await dead.ReceiveAsync(buffer, SocketFlags.None, deadline.Token)) > 0 && !Encoding.UTF8.GetString(buffer, 0, read).Contains("event: behind", StringComparison.Ordinal);) got += read;
        }
        catch (SocketException)
        {
            // The server has closed the connection.
        }

        Assert.InRange(got, 1, 30L * 1_000_000);
    }

    [Fact]
    public async Task When_the_run_is_started_over_the_stream_says_so_and_ends()
    {
        await using var server = await RunningServer.StartAsync();
        using var stream = await EventStream.OpenAsync(server);
        await stream.TickAsync();
        server.Endpoints.Streams.Over();
        var over = await stream.EventAsync();
        Assert.Equal(("over", """{"run":0}"""), (over!["event"], over["data"]));
        // A browser that connects again sends no id of the old run.
        Assert.Equal("", over["id"]);
        Assert.Null(await stream.EventAsync());
    }

    [Fact]
    public async Task A_server_that_stops_ends_its_streams_at_once()
    {
        var server = await RunningServer.StartAsync();
        using var stream = await EventStream.OpenAsync(server, "?family=cost");
        await stream.TickAsync();
        var stopping = server.StopAsync();
        // An answer that was broken off would throw.
        Assert.Null(await stream.EventAsync());
        await stopping;
        await server.DisposeAsync();
    }

    [Fact]
    [Trait("takes", "seconds")]
    public async Task More_than_256_streams_are_refused_until_one_is_closed()
    {
        await using var server = await RunningServer.StartAsync();
        var streams = new List<EventStream>();
        try
        {
            while (streams.Count < StreamEndpoint.MostListeners)
            {
                streams.Add(await EventStream.OpenAsync(server, "?family=cost"));
                Assert.Equal(HttpStatusCode.OK, streams[^1].Response.StatusCode);
            }

            using (var refused = await server.Client.GetAsync("/api/v1/stream"))
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
                Assert.Equal("5", refused.Headers.GetValues("Retry-After").Single());
                Assert.Contains("256 streams are open, which is the limit. Close one, or ask again in 5 seconds.", await refused.Content.ReadAsStringAsync());
            }

            streams[0].Dispose();
            await UntilAsync(async () =>
            {
                using var stream = await EventStream.OpenAsync(server);
                return stream.Response.StatusCode == HttpStatusCode.OK;
            });
        }
        finally
        {
            foreach (var stream in streams) stream.Dispose();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("&after=355")]
    public async Task All_who_begin_with_the_same_metrics_share_one_computation_of_the_past(string after)
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(360 * s_tick);
        var query = $"?family=cost&window=10m&family=session_duration&window=1h{after}";
        var opening = Enumerable.Range(0, 40).Select(_ => Task.Run(() => EventStream.OpenAsync(server, query))).ToList();
        // Those who are still waiting when a tick comes begin with it, or have it later.
        for (var i = 0; i < 5; i++) server.Clock.Advance(s_tick);
        foreach (var stream in await Task.WhenAll(opening))
        {
            using var _ = stream;
            var first = (await stream.TickAsync()).GetProperty("tick").GetInt64();
            if (after.Length > 0) Assert.Equal(356, first);
            else Assert.InRange(first, 360, 365);
            if (first < 365) Assert.Equal(Enumerable.Range((int)first + 1, 365 - (int)first).Select(tick => (long)tick), await stream.TicksAsync(365 - (int)first));
        }

        Assert.Equal(1, server.Endpoints.Streams.Computations);
    }

    [Fact]
    public async Task One_who_comes_back_soon_needs_no_computation_of_the_past_and_one_who_comes_back_late_does()
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(360 * s_tick);
        using (var stream = await EventStream.OpenAsync(server, "?family=cost&window=10m")) await stream.TickAsync();
        await UntilAsync(() => Task.FromResult(server.Endpoints.Streams.Listeners == 0));
        for (var i = 0; i < StreamedCurves.MostTicks; i++) server.Clock.Advance(s_tick);
        using (var stream = await EventStream.OpenAsync(server, "?family=cost&window=10m", lastEventId: "360"))
        {
            for (var tick = 361; tick <= 360 + StreamedCurves.MostTicks; tick++)
            {
                var message = await stream.TickAsync();
                Assert.Equal(tick, message.GetProperty("tick").GetInt64());
                if (tick % 20 == 1) await RequireSamplesAsync(server, message, "family=cost&window=10m");
            }
        }

        Assert.Equal(1, server.Endpoints.Streams.Computations);
        using (var stream = await EventStream.OpenAsync(server, "?family=cost&window=10m", lastEventId: "330")) Assert.Equal([331L, 332L], await stream.TicksAsync(2));
        Assert.Equal(2, server.Endpoints.Streams.Computations);
        await UntilAsync(() => Task.FromResult(server.Endpoints.Streams.Listeners == 0));
        server.Clock.Advance((2 * StreamedCurves.MostTicks + 1) * s_tick);
        using (var stream = await EventStream.OpenAsync(server, "?family=cost&window=10m")) await RequireSamplesAsync(server, await stream.TickAsync(), "family=cost&window=10m");
        Assert.Equal(3, server.Endpoints.Streams.Computations);
    }

    [Fact]
    public async Task A_metric_that_others_listen_to_is_not_computed_again_for_one_who_wants_more()
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(360 * s_tick);
        using var hub = new StreamHub(server.Live, log: null);
        var (one, other) = (Listener(server, "?family=cost&window=10m"), Listener(server, "?family=cost&window=10m&family=token_usage"));
        Assert.Equal(["cost"], Assert.Single(hub.Prepare(one)).Curves.Select(curve => curve.Query.Key));
        // The first computation may have ended already.
        var awaited = hub.Prepare(other);
        Assert.Equal(["token_usage"], awaited[^1].Curves.Select(curve => curve.Query.Key));
        foreach (var preparation in awaited) await preparation.Done.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(hub.Prepare(other));
        Assert.Equal(2, hub.Computations);
        Assert.True(hub.TryJoin(other));
        Assert.True(hub.TryJoin(one));
    }

    [Fact]
    public async Task One_who_waits_for_the_past_begins_with_the_tick_that_is_current_afterwards()
    {
        await using var server = await RunningServer.StartAsync();
        using var hub = new StreamHub(server.Live, log: null);
        var listener = Listener(server, "?family=cost");
        foreach (var preparation in hub.Prepare(listener)) await preparation.Done.WaitAsync(TimeSpan.FromSeconds(30));
        server.Clock.Advance(7 * s_tick);
        Assert.True(hub.TryJoin(listener));
        await listener.WaitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.StartsWith("id: 7\n", Encoding.UTF8.GetString(listener.Take()!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_window_is_computed_a_few_ticks_at_a_time_so_that_others_have_their_turn()
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(400 * s_tick);
        using var hub = new StreamHub(server.Live, log: null);
        var catchUp = new StreamCatchUp(server.Live, hub, Listener(server, "?family=cost&window=1h").Request.Curves, 400);
        var turns = 1;
        while (!catchUp.Compute(new ArrayBufferWriter<byte>(), CancellationToken.None)) turns++;
        Assert.InRange(turns, 361 / StreamReplay.AtATime, 2 + (361 + 64) / StreamReplay.AtATime);
    }

    [Fact]
    public async Task A_client_that_closes_its_connection_is_forgotten_at_once()
    {
        await using var server = await RunningServer.StartAsync("simulator: {update_interval: 1h}\n");
        using (var stream = await EventStream.OpenAsync(server))
        {
            await stream.TickAsync();
            Assert.Equal(1, server.Endpoints.Streams.Listeners);
        }

        // Nothing is sent meanwhile, because the clock stands still.
        await UntilAsync(() => Task.FromResult(server.Endpoints.Streams.Listeners == 0));
    }

    [Theory]
    [InlineData("?family=token_usag", "family", "there is no metric 'token_usag'. Did you mean 'token_usage'? ")]
    [InlineData("?by=model&family=cost", "by", "must come after the family to which it belongs")]
    [InlineData("?family=cost&family=token_usage&by=modell", "by", "must be a label of otel_claude_code_token_usage_tokens_total: model, token_type, got 'modell' (of family=token_usage)")]
    [InlineData("?family=cost&window=20h", "window", "must be at most 3600 ticks in a stream")]
    [InlineData("?family=cost&window=20s&window=30s", "window", "is given twice")]
    [InlineData("?family=cost&after=400", "after", "must be a tick from -1 to 360, so that all after it are there; leave it out to begin with the current one, got '400'")]
    [InlineData("?family=cost&from=1", "from", "unknown parameter; allowed are family, match[], as, by, window and after")]
    public async Task What_is_wrong_with_a_request_is_told(string query, string field, string message)
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromHours(1));
        using var response = await server.Client.GetAsync("/api/v1/stream" + query);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = Assert.Single(JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("errors").EnumerateArray());
        Assert.Equal(field, error.GetProperty("field").GetString());
        Assert.StartsWith(message, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static StreamListener Listener(RunningServer server, string query)
    {
        var context = new DefaultHttpContext();
        context.Request.QueryString = new QueryString(query);
        var live = server.Live;
        return new StreamListener(StreamRequest.Read(context.Request, live.Run.Model, live.Simulator.Status.Tick, live.Run.Configuration.RetentionPeriod, hasChanges: true, out _)!);
    }

    private static async Task RequireSamplesAsync(RunningServer server, JsonElement message, params string[] curves)
    {
        var at = Uri.EscapeDataString(message.GetProperty("at").GetString()!);
        Assert.Equal(curves.Length, message.GetProperty("samples").GetArrayLength());
        foreach (var (streamed, query) in message.GetProperty("samples").EnumerateArray().Zip(curves))
        {
            var window = query.Contains("window", StringComparison.Ordinal) ? "" : "&window=40s";
            var asked = JsonDocument.Parse(await server.Client.GetStringAsync($"/api/v1/samples?{query}{window}&from={at}&to={at}&step=10s")).RootElement;
            Assert.Equal(TextOf(asked), TextOf(streamed));
        }
    }

    // A stream knows label values that are gone; their curves have no value.
    private static string TextOf(JsonElement samples)
    {
        var curves = samples.GetProperty("curves").EnumerateArray().Select(curve => curve.GetRawText()).Where(text => !text.EndsWith("[null]}", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return string.Join('\n', samples.EnumerateObject().Where(field => field.Name != "curves").Select(field => field.Value.GetRawText()).Concat(curves));
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var deadline = DateTime.UtcNow.AddSeconds(30);
        while (!await isSo())
        {
            Assert.True(DateTime.UtcNow < deadline, "It did not happen within 30 seconds.");
            await Task.Yield();
        }
    }
}
