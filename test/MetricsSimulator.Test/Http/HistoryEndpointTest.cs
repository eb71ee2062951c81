using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Metrics;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Http;

public sealed class HistoryEndpointTest
{
    private const string OpenMetrics = "application/openmetrics-text;version=1.0.0";
    private const string Tokens = "otel_claude_code_token_usage_tokens_total";
    private const string Sessions = "otel_claude_code_session_duration_seconds";

    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task It_holds_the_samples_of_all_scrapes_whatever_was_done_to_the_run()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("config.yaml", "simulator: {scenario: normal}\nserver: {timestamps: true}\n");
        await using var server = await StartAsync(config, [new LabelDimension("instance", ["localhost:9090"])]);
        var scraped = new List<string[]>();
        for (var tick = 0; tick < 200; tick++)
        {
            using var response = await server.SendAsync(HttpMethod.Get, "/metrics", OpenMetrics);
            scraped.Add(Samples(await response.Content.ReadAsStringAsync()));
            switch (tick)
            {
                case 20 or 150:
                    await InjectAsync(server, """{"kind":"cardinality_explosion","metric":"token_usage","magnitude":5,"duration":"5m"}""");
                    break;
                case 100:
                    using (await server.SendJsonAsync(HttpMethod.Put, "/api/v1/scenario", """{"name":"degradation"}""")) { }
                    break;
                case 160:
                    await InjectAsync(server, """{"kind":"counter_reset","metric":"tool_usage","duration":"1m"}""");
                    break;
            }

            if (tick < 199) server.Clock.Advance(s_tick);
        }

        foreach (var (duration, ticks) in (IEnumerable<(string, int)>)[("10m", 60), ("1h", 200), ("10s", 1), ("1ms", 1), ("11s", 2)])
        {
            var history = await server.Client.GetStringAsync("/history?duration=" + duration);
            Assert.EndsWith("# EOF\n", history);
            Assert.Equal(scraped.TakeLast(ticks).SelectMany(lines => lines).Order(StringComparer.Ordinal), Samples(history).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_metric_that_a_reload_brought_or_took_is_there_while_it_was()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("config.yaml", "server: {timestamps: true}\n");
        await using var server = await StartAsync(config, []);
        var scraped = new List<string>();
        for (var tick = 0; tick < 150; tick++)
        {
            using var response = await server.SendAsync(HttpMethod.Get, "/metrics", OpenMetrics);
            scraped.AddRange(Samples(await response.Content.ReadAsStringAsync()));
            if (tick == 80) await ReloadAsync("simulator: {metrics: {queue: {type: gauge, initial_value: 3, volatility: 1}}}\nserver: {timestamps: true}\n");
            if (tick == 120) await ReloadAsync("server: {timestamps: true}\n");
            if (tick < 149) server.Clock.Advance(s_tick);
        }

        Assert.Equal(scraped.Order(StringComparer.Ordinal), Samples(await server.Client.GetStringAsync("/history")).Order(StringComparer.Ordinal));
        Assert.Equal(40, Samples(await server.Client.GetStringAsync("/history?match[]=queue")).Length);

        async Task ReloadAsync(string yaml)
        {
            await File.WriteAllTextAsync(config, yaml);
            Assert.Contains("will be used from tick", server.Live.Reload());
        }
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task Promtool_makes_blocks_of_it_with_every_sample()
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromHours(3));
        using var folder = new TemporaryFolder();
        var file = folder.Write("history.txt", await server.Client.GetStringAsync("/history?duration=30m"));
        var created = ExternalTool.Promtool.Run(["tsdb", "create-blocks-from", "openmetrics", file, folder.File("blocks")]);
        Assert.True(created.Status == 0, created.ToString());
        var samples = PromtoolDump.Read(folder.File("blocks"));
        Assert.Equal(180 * 36, samples.Count);
        Assert.Equal(RunningServer.Start.AddHours(3).ToUnixTimeMilliseconds(), samples.Max(sample => sample.Timestamp));
    }

    [Theory]
    [InlineData("match[]=" + Tokens, 6)]
    [InlineData("match[]=" + Tokens + "{token_type=\"input\"}", 3)]
    [InlineData("match[]={token_type!=\"\"}", 6)]
    [InlineData("match[]={__name__=~\".*_tokens_total\",model!~\".*opus\"}", 4)]
    [InlineData("match[]=" + Tokens + "{model=\"claude-3-opus\"}&match[]=" + Tokens + "{token_type=\"output\"}", 4)]
    [InlineData("match[]=" + Sessions, 13)]
    [InlineData("match[]=" + Sessions + "_bucket", 13)]
    [InlineData("match[]=" + Sessions + "_sum", 13)]
    [InlineData("match[]={le=\"%2BInf\"}", 13)]
    [InlineData("match[]=" + Sessions + "_bucket{le=\"0.123\"}", 0)]
    [InlineData("match[]=" + Sessions + "_count{le=\"%2BInf\"}", 0)]
    [InlineData("match[]=nothing", 0)]
    [InlineData("match[]=nothing{model=~\".*\"}", 0)]
    public async Task Selectors_choose_series(string query, int series)
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var all = Samples(await server.Client.GetStringAsync("/history"));
        var chosen = Samples(await server.Client.GetStringAsync("/history?" + query));
        Assert.Equal(7 * series, chosen.Length);
        Assert.Subset(all.ToHashSet(), chosen.ToHashSet());
    }

    [Theory]
    [InlineData("duration=25h", "duration", "up to 24h, the retention_period of the configuration, got '25h'")]
    [InlineData("duration=0", "duration", "got '0'")]
    [InlineData("duration=-1h", "duration", "got '-1h'")]
    [InlineData("duration=soon", "duration", "got 'soon'")]
    [InlineData("duration=1h&duration=2h", "duration", "is given twice")]
    [InlineData("match=up", "match", "unknown parameter; allowed are duration and match[]. Did you mean 'match[]'?")]
    [InlineData("match[]=up{", "match[]", "with '}' or ',' at character 4, got 'up{'")]
    [InlineData("match[]=up up", "match[]", "with '{' or the end at character 4, got 'up up'")]
    [InlineData("match[]=9", "match[]", "with a name or '{' at character 1, got '9'")]
    [InlineData("match[]=up{a=b}", "match[]", "with a value in quotes at character 6, got 'up{a=b}'")]
    [InlineData("match[]=up{a=~\"(\"}", "match[]", "must hold a regular expression")]
    [InlineData("match[]={}", "match[]", "must name a metric, or have one matcher at least that does not match what is empty, got '{}'")]
    [InlineData("match[]={a=~\".*\"}", "match[]", "must name a metric")]
    [InlineData("match[]=", "match[]", "must name a metric")]
    public async Task A_bad_parameter_is_told_with_its_place(string query, string field, string message)
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.SendAsync(HttpMethod.Get, "/history?" + query);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var error = problem.RootElement.GetProperty("errors").EnumerateArray().Single();
        Assert.Equal(field, error.GetProperty("field").GetString());
        Assert.Contains(message, error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_retention_period_of_the_configuration_is_the_longest_duration()
    {
        await using var server = await RunningServer.StartAsync("simulator: {retention_period: 30m}");
        server.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(180 * 36, Samples(await server.Client.GetStringAsync("/history")).Length);
        using var response = await server.SendAsync(HttpMethod.Get, "/history?duration=31m");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Head_tells_what_a_history_would_be_and_other_methods_are_refused()
    {
        await using var server = await RunningServer.StartAsync();
        using var head = await server.SendAsync(HttpMethod.Head, "/history");
        Assert.Equal((HttpStatusCode.OK, "application/openmetrics-text; version=1.0.0; charset=utf-8"), (head.StatusCode, head.Content.Headers.GetValues("Content-Type").Single()));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        using var bad = await server.SendAsync(HttpMethod.Head, "/history?duration=25h");
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        using var posted = await server.SendAsync(HttpMethod.Post, "/history");
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "GET, HEAD"), (posted.StatusCode, string.Join(", ", posted.Content.Headers.Allow)));
        Assert.Contains("href=\"history\"", await server.Client.GetStringAsync("/"));
    }

    [Fact]
    public async Task Histories_that_nobody_reads_are_few_and_end_with_their_readers_and_scrapes_are_served_meanwhile()
    {
        // A day of the catalogue is far more than the buffers between here and there hold. The clock may run far below, so no history is given up.
        await using var server = await RunningServer.StartAsync(RunningServer.Read(null), change: options => options with { LongestHistory = TimeSpan.FromDays(7) });
        server.Clock.Advance(TimeSpan.FromHours(24));
        var unread = new List<HttpResponseMessage>();
        for (var i = 0; i < ComputedAnswers.MostUnderWay; i++)
            unread.Add(await server.Client.GetAsync(new Uri("/history?duration=24h", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead));
        var waits = server.SendAsync(HttpMethod.Get, "/history");
        while (!waits.IsCompleted)
        {
            await Task.Yield();
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        using (var refused = await waits)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal("5", refused.Headers.RetryAfter!.ToString());
            Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        }

        server.Clock.Advance(s_tick);
        Assert.NotEmpty(await server.Client.GetStringAsync("/metrics"));
        foreach (var response in unread) response.Dispose();
        var deadline = Task.Delay(TimeSpan.FromSeconds(30));
        HttpStatusCode status;
        do
        {
            using var response = await server.SendAsync(HttpMethod.Get, "/history?duration=10s");
            status = response.StatusCode;
        }
        while (status != HttpStatusCode.OK && !deadline.IsCompleted);
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task A_history_that_finds_too_many_under_way_waits_for_one_that_ends()
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromHours(24));
        var unread = new List<HttpResponseMessage>();
        for (var i = 0; i < ComputedAnswers.MostUnderWay; i++)
            unread.Add(await server.Client.GetAsync(new Uri("/history?duration=24h", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead));
        Task<HttpResponseMessage>[] waits = [.. Enumerable.Range(0, 30).Select(_ => server.SendAsync(HttpMethod.Get, "/history?duration=10s"))];
        Assert.All(waits, wait => Assert.False(wait.IsCompleted));
        foreach (var response in unread) response.Dispose();
        foreach (var answer in await Task.WhenAll(waits))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            answer.Dispose();
        }
    }

    [Fact]
    public async Task A_history_whose_reader_takes_nothing_keeps_no_other_from_being_computed()
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromHours(24));
        var unread = new List<HttpResponseMessage>();
        for (var i = 0; i < ComputedAnswers.MostAtATime + 1; i++)
            unread.Add(await server.Client.GetAsync(new Uri("/history?duration=24h", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead));
        Assert.Equal(360 * 36, Samples(await server.Client.GetStringAsync("/history")).Length);
        foreach (var response in unread) response.Dispose();
    }

    [Fact]
    public async Task A_history_that_takes_too_long_to_send_is_broken_off()
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromHours(24));
        using var unread = await server.Client.GetAsync(new Uri("/history?duration=24h", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        server.Clock.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAnyAsync<Exception>(() => unread.Content.ReadAsStringAsync());
    }

    private static async Task<RunningServer> StartAsync(string config, ImmutableArray<LabelDimension> labels)
    {
        var run = RunningServer.Read(config);
        return await RunningServer.StartAsync(run with { Configuration = run.Configuration.WithLabels(labels) }, new RunJournal());
    }

    private static async Task InjectAsync(RunningServer server, string json)
    {
        using var injected = await server.SendJsonAsync(HttpMethod.Post, "/api/v1/anomalies", json);
        Assert.Equal(HttpStatusCode.Created, injected.StatusCode);
    }

    private static string[] Samples(string text) => [.. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
}
