using System.Net;
using System.Text;
using System.Text.Json;

namespace MetricsSimulator.Test.Http;

public sealed class AnomaliesEndpointTest
{
    private const string Path = "/api/v1/anomalies";
    private const string Spike = """{"kind":"spike","metric":"token_usage","matchers":"{model=~\"claude-3-.*\"}","duration":"5m","onset":"1m","magnitude":3}""";

    [Fact]
    public async Task An_injected_anomaly_starts_at_the_next_tick_and_is_answered_with_its_record()
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromSeconds(25));
        using var response = await server.SendJsonAsync(HttpMethod.Post, Path, Spike);
        var record = await JsonAsync(response, HttpStatusCode.Created);
        var id = record.GetProperty("id").GetString()!;
        Assert.Equal($"anomalies/{id}", response.Headers.Location!.OriginalString);
        Assert.Equal($"{Path}/{id}", new Uri(new Uri(server.Client.BaseAddress!, Path), response.Headers.Location).AbsolutePath);
        Assert.Equal("spike", record.GetProperty("kind").GetString());
        Assert.Equal("token_usage", record.GetProperty("metric").GetString());
        Assert.Equal("otel_claude_code_token_usage_tokens_total", record.GetProperty("name").GetString());
        Assert.Equal("{model=~\"claude-3-.*\"}", record.GetProperty("matchers").GetString());
        Assert.Equal("1m", record.GetProperty("onset").GetString());
        Assert.Equal("2026-01-01T00:00:30Z", record.GetProperty("start").GetString());
        Assert.Equal("2026-01-01T00:05:30Z", record.GetProperty("end").GetString());
        Assert.Equal(3, record.GetProperty("magnitude").GetDouble());
        Assert.Equal("planned", record.GetProperty("state").GetString());

        server.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("active", await StateAsync(server, id));
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("past", await StateAsync(server, id));
    }

    [Fact]
    public async Task A_deleted_anomaly_ends_at_the_next_tick_and_is_a_conflict_after_that()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await InjectAsync(server, Spike);
        server.Clock.Advance(TimeSpan.FromSeconds(60));
        using var ended = await server.SendAsync(HttpMethod.Delete, $"{Path}/{id}");
        Assert.Equal("2026-01-01T00:01:10Z", (await JsonAsync(ended, HttpStatusCode.OK)).GetProperty("end").GetString());
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        using var again = await server.SendAsync(HttpMethod.Delete, $"{Path}/{id}");
        var problem = await ProblemAsync(again, HttpStatusCode.Conflict);
        Assert.Equal($"The anomaly '{id}' is already over.", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("2026-01-01T00:00:20Z", "2026-01-01T00:00:30Z")]
    [InlineData("2026-01-01T00:00:26Z", "2026-01-01T00:00:30Z")]
    [InlineData("2026-01-01T01:00:00.0000001Z", "2026-01-01T01:00:10Z")]
    [InlineData("2026-01-01T03:00:00+02:00", "2026-01-01T01:00:00Z")]
    [InlineData("2026-01-08T00:00:20Z", "2026-01-08T00:00:20Z")]
    public async Task A_start_is_rounded_up_to_a_tick_that_has_not_come(string start, string expected)
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromSeconds(25));
        using var response = await server.SendJsonAsync(HttpMethod.Post, Path, Spike.Replace("{\"kind", $"{{\"start\":\"{start}\",\"kind", StringComparison.Ordinal));
        var record = await JsonAsync(response, HttpStatusCode.Created);
        Assert.Equal(("i1", expected, "planned"), (record.GetProperty("id").GetString(), record.GetProperty("start").GetString(), record.GetProperty("state").GetString()));
    }

    [Theory]
    [InlineData("2026-01-01T00:00:19.9999999Z")]
    [InlineData("2026-01-08T00:00:20.0000001Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task A_start_in_the_past_or_far_ahead_is_refused_with_what_is_allowed(string start)
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromSeconds(25));
        using var response = await server.SendJsonAsync(HttpMethod.Post, Path, $$"""{"kind":"spike","metric":"cost","duration":"5m","start":"{{start}}"}""");
        var error = (await ProblemAsync(response, HttpStatusCode.BadRequest)).GetProperty("errors").EnumerateArray().Single();
        Assert.Equal(
            ("start", $"must be from 2026-01-01T00:00:20Z, the current tick, to 2026-01-08T00:00:20Z, 7 days later, got {start}"),
            (error.GetProperty("field").GetString(), error.GetProperty("message").GetString()));
        Assert.Empty(await ListAsync(server, "?until=2027-01-01T00:00:00Z"));
    }

    [Fact]
    public async Task An_anomaly_with_a_start_is_planned_until_its_window_begins()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await InjectAsync(server, """{"kind":"spike","metric":"cost","duration":"1m","start":"2026-01-01T00:05:00Z"}""");
        server.Clock.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal((id, "planned"), ((await ListAsync(server)).Single().GetProperty("id").GetString(), await StateAsync(server, id)));
        Assert.DoesNotContain("simulator_anomaly_active{", await server.Client.GetStringAsync("/metrics/truth"), StringComparison.Ordinal);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("active", await StateAsync(server, id));
        Assert.Contains($"simulator_anomaly_active{{id=\"{id}\"", await server.Client.GetStringAsync("/metrics/truth"), StringComparison.Ordinal);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("past", await StateAsync(server, id));
    }

    [Fact]
    public async Task An_anomaly_with_a_start_can_be_cancelled_before_it()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await InjectAsync(server, """{"kind":"spike","metric":"cost","duration":"1m","start":"2026-01-01T00:05:00Z"}""");
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        using var ended = await server.SendAsync(HttpMethod.Delete, $"{Path}/{id}");
        Assert.Equal("cancelled", (await JsonAsync(ended, HttpStatusCode.OK)).GetProperty("state").GetString());
        server.Clock.Advance(TimeSpan.FromSeconds(250));
        Assert.Equal("cancelled", await StateAsync(server, id));
        Assert.Empty(await ListAsync(server));
    }

    [Fact]
    public async Task An_anomaly_with_a_start_stays_planned_over_a_switch_and_has_no_effect_if_a_reload_removes_its_metric()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await InjectAsync(server, """{"kind":"spike","metric":"error","duration":"1m","start":"2026-01-01T00:05:00Z"}""");
        using (var put = await server.SendJsonAsync(HttpMethod.Put, "/api/v1/scenario", """{"name":"load_test"}""")) Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False((await ShowAsync()).TryGetProperty("effect", out _));
        Assert.Equal("planned", await StateAsync(server, id));
        // A scenario whose patterns name the metric would keep it from being removed.
        using (var put = await server.SendJsonAsync(HttpMethod.Put, "/api/v1/scenario", """{"name":"none"}""")) Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("planned", await StateAsync(server, id));
        using (var patch = await server.SendJsonAsync(HttpMethod.Patch, "/api/v1/model", """{"metrics":{"error":null}}""")) Assert.Equal(HttpStatusCode.OK, patch.StatusCode);
        server.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal("none", (await ShowAsync()).GetProperty("effect").GetString());
        Assert.Equal("active", await StateAsync(server, id));

        async Task<JsonElement> ShowAsync()
        {
            using var response = await server.SendAsync(HttpMethod.Get, $"{Path}/{id}");
            return await JsonAsync(response, HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_record_that_is_sent_back_begins_at_the_next_tick_whatever_its_start()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await InjectAsync(server, """{"kind":"spike","metric":"cost","duration":"1m","start":"2026-01-01T00:05:00Z"}""");
        var again = await InjectAsync(server, await server.Client.GetStringAsync($"{Path}/{id}"));
        var record = (await ListAsync(server)).Single(record => record.GetProperty("id").GetString() == again);
        Assert.Equal("2026-01-01T00:00:10Z", record.GetProperty("start").GetString());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task An_unknown_anomaly_is_not_found(string method)
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.SendAsync(new HttpMethod(method), Path + "/nothing");
        await ProblemAsync(response, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_list_holds_what_is_past_active_and_planned_within_a_day()
    {
        await using var server = await RunningServer.StartAsync(scenario: "anomaly_detection");
        var first = (await ListAsync(server)).Select(anomaly => anomaly.GetProperty("start").GetString()!).ToList();
        Assert.NotEmpty(first);
        Assert.Equal(first.Order(StringComparer.Ordinal), first);
        Assert.All(first, start => Assert.True(string.CompareOrdinal(start, "2026-01-02T00:00:10Z") < 0, start));
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        var states = (await ListAsync(server)).Select(anomaly => anomaly.GetProperty("state").GetString()).Distinct().ToList();
        Assert.Contains("past", states);
        Assert.Contains("planned", states);
    }

    [Fact]
    public async Task A_record_can_be_injected_as_it_stands_and_is_the_same_anomaly_again()
    {
        await using var server = await RunningServer.StartAsync(scenario: "anomaly_detection");
        await InjectAsync(server, """{"kind":"cardinality_explosion","metric":"token_usage","label":"model","duration":"5m","magnitude":7,"then":[{"after":"1m","kind":"spike","duration":"1m","onset":"5s"}]}""");
        var records = await ListAsync(server, "?until=2026-01-01T03:00:00Z");
        Assert.Contains(records, record => record.TryGetProperty("then", out _));
        foreach (var record in records)
        {
            using var response = await server.SendJsonAsync(HttpMethod.Post, Path, record.GetRawText());
            var again = await JsonAsync(response, HttpStatusCode.Created);
            Assert.Equal(Definition(record), Definition(again));
        }

        var last = server.Live.Journal.Lines[^1];
        using var line = JsonDocument.Parse(last);
        var listed = (await ListAsync(server)).Single(record => record.GetProperty("id").GetString() == line.RootElement.GetProperty("anomaly").GetProperty("id").GetString());
        Assert.Equal(line.RootElement.GetProperty("anomaly").GetRawText(), listed.GetRawText().Replace(",\"state\":\"planned\"", "", StringComparison.Ordinal));

        static string Definition(JsonElement record) =>
            string.Join(' ', record.EnumerateObject().Where(field => field.Name is not ("id" or "start" or "end" or "state")).Select(field => $"{field.Name}={field.Value.GetRawText()}"));
    }

    [Fact]
    public async Task A_planned_anomaly_can_be_asked_for_long_before_it_comes_and_after_it_was_taken_back()
    {
        await using var server = await RunningServer.StartAsync(scenario: "anomaly_detection");
        var far = (await ListAsync(server, "?since=2026-02-01T00:00:00Z&until=2026-02-02T00:00:00Z"))[^1].GetProperty("id").GetString()!;
        Assert.Equal("planned", await StateAsync(server, far));
        using (var ended = await server.SendAsync(HttpMethod.Delete, $"{Path}/{far}"))
        {
            var record = await JsonAsync(ended, HttpStatusCode.OK);
            Assert.Equal("cancelled", record.GetProperty("state").GetString());
            Assert.Equal(record.GetProperty("start").GetString(), record.GetProperty("end").GetString());
        }

        server.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("cancelled", await StateAsync(server, far));
        using var again = await server.SendAsync(HttpMethod.Delete, $"{Path}/{far}");
        await ProblemAsync(again, HttpStatusCode.Conflict);
        Assert.DoesNotContain(await ListAsync(server, "?since=2026-02-01T00:00:00Z&until=2026-02-02T00:00:00Z"), record => record.GetProperty("id").GetString() == far);
    }

    [Fact]
    public async Task The_list_can_be_narrowed_by_time_state_and_number()
    {
        await using var server = await RunningServer.StartAsync(scenario: "anomaly_detection");
        server.Clock.Advance(TimeSpan.FromDays(3) + TimeSpan.FromMinutes(3));
        var now = "2026-01-04T00:03:00Z";
        var all = await ListAsync(server);
        Assert.All(all, record => Assert.True(End(record).CompareTo("2026-01-03T00:03:00Z") > 0 && Start(record).CompareTo("2026-01-05T00:03:00Z") < 0));
        foreach (var state in (string[])["past", "active", "planned"])
        {
            var chosen = await ListAsync(server, "?state=" + state);
            Assert.NotEmpty(chosen);
            Assert.Equal(all.Where(record => record.GetProperty("state").GetString() == state).Select(Start), chosen.Select(Start));
        }

        Assert.All(await ListAsync(server, $"?until={now}"), record => Assert.True(Start(record).CompareTo(now) < 0));
        Assert.All(await ListAsync(server, $"?since={now}"), record => Assert.True(End(record).CompareTo(now) > 0));
        Assert.Equal(all.Take(5).Select(Start), (await ListAsync(server, "?limit=5")).Select(Start));
        using var some = await server.SendAsync(HttpMethod.Get, Path + "?limit=5&until=9999-12-31T23:59:59Z");
        Assert.True((await JsonAsync(some, HttpStatusCode.OK)).GetProperty("more").GetBoolean());
        using var whole = await server.SendAsync(HttpMethod.Get, Path);
        Assert.False((await JsonAsync(whole, HttpStatusCode.OK)).GetProperty("more").GetBoolean());

        static string Start(JsonElement record) => record.GetProperty("start").GetString()!;
        static string End(JsonElement record) => record.GetProperty("end").GetString()!;
    }

    [Theory]
    [InlineData("since=yesterday", "since", "got 'yesterday'")]
    [InlineData("since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z", "until", "must be after since, 2026-01-02T00:00:00Z, got 2026-01-01T00:00:00Z")]
    [InlineData("state=over", "state", "must be planned, active or past, got 'over'")]
    [InlineData("limit=0", "limit", "must be a whole number from 1 to 10000, got '0'")]
    [InlineData("limit=1&limit=2", "limit", "is given twice")]
    [InlineData("sinse=x", "sinse", "unknown parameter; allowed are since, until, state and limit. Did you mean 'since'?")]
    public async Task A_bad_parameter_is_told(string query, string field, string message)
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.SendAsync(HttpMethod.Get, $"{Path}?{query}");
        var error = (await ProblemAsync(response, HttpStatusCode.BadRequest)).GetProperty("errors").EnumerateArray().Single();
        Assert.Equal(field, error.GetProperty("field").GetString());
        Assert.EndsWith(message, error.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("spike-1-99999999999")]
    [InlineData("spike-1-999999999999999999")]
    [InlineData("spike-99-12")]
    [InlineData("i99999")]
    public async Task A_name_that_no_anomaly_can_have_is_not_found(string id)
    {
        await using var server = await RunningServer.StartAsync(scenario: "anomaly_detection");
        using var response = await server.SendAsync(HttpMethod.Get, $"{Path}/{id}");
        await ProblemAsync(response, HttpStatusCode.NotFound);
    }

    // AnomalyJsonTest covers the messages. This test checks that the answer names the field and that nothing is injected.
    [Fact]
    public async Task A_wrong_field_is_named_and_injects_nothing()
    {
        await using var server = await RunningServer.StartAsync();
        (string Json, string Field)[] bodies =
        [
            ("""{"duration":"5m","metric":"token_usage"}""", "kind"),
            ("""{"kind":"spik","duration":"5m","metric":"token_usage"}""", "kind"),
            ("""{"kind":"spike","metric":"token_usage"}""", "duration"),
            ("""{"kind":"spike","duration":"5m"}""", "metric"),
            ("""{"kind":"spike","metric":"","duration":"5m"}""", "metric"),
            ("""{"kind":"spike","metric":"token_usage","matchers":"{model=~\"(\"}","duration":"5m"}""", "matchers"),
            ("""{"kind":"spike","metric":"token_usage","duration":"5m","onset":"6m"}""", "onset"),
            ("""{"kind":"spike","metric":"token_usage","duration":"5m","magnitude":"three"}""", "magnitude"),
            ("""{"kind":"spike","metric":"token_usage","duration":"5m","label":"model"}""", "label"),
            ("""{"kind":"spike","metric":"token_usage","duration":"5m","at":"1m"}""", "at"),
            ("""{"kind":"spike","metric":"token_usage","duration":"5m","id":"mine"}""", "id"),
            ("""{"kind":"spike","metric":"token_usage","duration":"5m","start":"soon"}""", "start"),
            ("""{"kind":"spike","metric":"token_usage","duration":"5m","start":60}""", "start"),
            ("""{"kind":"spike","metric":"token_usage","duration":"5m","duration":"6m"}""", "duration"),
            ("""{"kind":"spike","metric":"token_usage","duration":"5m","then":{}}""", "then"),
            ("""{"kind":"outage","duration":"5m","then":[{"kind":"spike","duration":"5m"}]}""", "then[0].metric"),
            ("", ""),
            ("null", ""),
            ("{\"kind\":\"spike\"", ""),
            ("{\"kind\":\"\\ud800\"}", ""),
            ("{\"kind\":\"spike\"} {}", ""),
        ];
        foreach (var (json, field) in bodies)
        {
            using var response = await server.SendJsonAsync(HttpMethod.Post, Path, json);
            var error = (await ProblemAsync(response, HttpStatusCode.BadRequest)).GetProperty("errors")[0];
            Assert.Equal((json, field), (json, error.GetProperty("field").GetString()));
            Assert.NotEmpty(error.GetProperty("message").GetString()!);
            Assert.Empty(await ListAsync(server));
        }
    }

    [Fact]
    public async Task An_unknown_metric_is_answered_with_those_that_there_are()
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.SendJsonAsync(HttpMethod.Post, Path, """{"kind":"spike","metric":"otel_claude_code_cost_eur","duration":"5m"}""");
        var detail = (await ProblemAsync(response, HttpStatusCode.BadRequest)).GetProperty("detail").GetString();
        Assert.Equal(
            "metric: must name a metric of this model, got 'otel_claude_code_cost_eur'. Did you mean 'otel_claude_code_cost_usd'? "
            + "spike acts on every metric but info metrics: token_usage, session_duration, cost, tool_usage, error.", detail);
    }

    [Fact]
    public async Task A_metric_may_be_named_as_Prometheus_names_it()
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.SendJsonAsync(HttpMethod.Post, Path, """{"kind":"spike","metric":"otel_claude_code_cost_usd","duration":"5m"}""");
        var injected = await JsonAsync(response, HttpStatusCode.Created);
        Assert.Equal(("cost", "otel_claude_code_cost_usd"), (injected.GetProperty("metric").GetString(), injected.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_whether_its_length_is_told_or_not()
    {
        await using var server = await RunningServer.StartAsync();
        var body = Encoding.UTF8.GetBytes("{\"kind\":\"" + new string('x', 1 << 16) + "\"}");
        using var told = new ByteArrayContent(body);
        told.Headers.ContentType = new("application/json");
        using var first = await server.Client.PostAsync(Path, told);
        await ProblemAsync(first, HttpStatusCode.RequestEntityTooLarge);

        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StreamContent(new MemoryStream(body)) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = true;
        using var second = await server.Client.SendAsync(request);
        await ProblemAsync(second, HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task A_body_that_is_not_called_JSON_is_refused(string? contentType)
    {
        await using var server = await RunningServer.StartAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Spike));
        if (contentType is not null) content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var response = await server.Client.PostAsync(Path, content);
        await ProblemAsync(response, HttpStatusCode.UnsupportedMediaType);
        Assert.Empty(await ListAsync(server));
    }

    [Theory]
    [InlineData("PUT", Path, "GET, HEAD, POST")]
    [InlineData("POST", Path + "/i1", "GET, HEAD, DELETE")]
    [InlineData("DELETE", "/api/v1/scenarios", "GET, HEAD")]
    [InlineData("POST", "/api/v1/scenario", "GET, HEAD, PUT")]
    [InlineData("POST", "/api/v1/journal", "GET, HEAD")]
    public async Task Another_method_is_answered_with_those_that_are_allowed(string method, string path, string allowed)
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.SendJsonAsync(new HttpMethod(method), path, "{}");
        await ProblemAsync(response, HttpStatusCode.MethodNotAllowed);
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow));
    }

    internal static async Task<JsonElement> JsonAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{response.StatusCode}: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    internal static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var problem = await JsonAsync(response, status);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("about:blank", problem.GetProperty("type").GetString());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        return problem;
    }

    internal static async Task<string> InjectAsync(RunningServer server, string json)
    {
        using var response = await server.SendJsonAsync(HttpMethod.Post, Path, json);
        return (await JsonAsync(response, HttpStatusCode.Created)).GetProperty("id").GetString()!;
    }

    private static async Task<List<JsonElement>> ListAsync(RunningServer server, string query = "")
    {
        using var response = await server.SendAsync(HttpMethod.Get, Path + query);
        return [.. (await JsonAsync(response, HttpStatusCode.OK)).GetProperty("anomalies").EnumerateArray()];
    }

    private static async Task<string?> StateAsync(RunningServer server, string id)
    {
        using var response = await server.SendAsync(HttpMethod.Get, $"{Path}/{id}");
        return (await JsonAsync(response, HttpStatusCode.OK)).GetProperty("state").GetString();
    }
}
