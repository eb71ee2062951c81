using System.Globalization;
using System.Net;
using System.Text.Json;

namespace MetricsSimulator.Test.Http;

public sealed class SamplesEndpointTest
{
    private const string Tokens = "otel_claude_code_token_usage_tokens_total";
    private const string Sessions = "otel_claude_code_session_duration_seconds";

    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(10);

    // In the order of the ticks, with an anomaly and another scenario in between.
    [Theory]
    [InlineData("tool_usage", "otel_claude_code_tool_usage_total")]
    [InlineData("token_usage", Tokens)]
    public async Task Its_values_are_the_sums_of_what_was_scraped(string key, string name)
    {
        await using var server = await RunningServer.StartAsync();
        var scraped = new List<double>();
        for (var tick = 0; tick < 120; tick++)
        {
            scraped.Add(SumOf(await server.Client.GetStringAsync("/metrics"), name));
            if (tick == 30)
                using (var response = await server.SendJsonAsync(HttpMethod.Post, "/api/v1/anomalies", $$"""{"kind":"spike","metric":"{{key}}","magnitude":4,"duration":"2m"}""")) Assert.Equal(HttpStatusCode.Created, response.StatusCode);
            if (tick == 35)
                using (var response = await server.SendJsonAsync(HttpMethod.Post, "/api/v1/anomalies", $$"""{"kind":"level_shift","metric":"{{key}}","duration":"2m","start":"2026-01-01T00:12:00Z"}""")) Assert.Equal(HttpStatusCode.Created, response.StatusCode);
            if (tick == 80)
                using (await server.SendJsonAsync(HttpMethod.Put, "/api/v1/scenario", """{"name":"degradation"}""")) { }
            if (tick < 119) server.Clock.Advance(s_tick);
        }

        var values = await ValuesAsync(server, $"?family={key}&as=value&from=2026-01-01T00:00:00Z&step=10s");
        Assert.Equal(scraped.Count, values.Length);
        for (var tick = 0; tick < values.Length; tick++) Assert.Equal(scraped[tick], values[tick]!.Value, Math.Abs(scraped[tick]) * 1e-12);
    }

    [Fact]
    public async Task A_rate_is_the_growth_of_a_window_divided_by_its_length()
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(20));
        var values = await ValuesAsync(server, "?family=token_usage&as=value&from=2026-01-01T00:00:00Z&step=10s");
        var rates = await ValuesAsync(server, "?family=token_usage&from=2026-01-01T00:00:00Z&step=10s&window=50s");
        Assert.Equal(121, rates.Length);
        // A window that begins before the run has no rate.
        Assert.All(rates[..5], Assert.Null);
        for (var tick = 5; tick < rates.Length; tick++) Assert.Equal((values[tick] - values[tick - 5])!.Value / 50, rates[tick]!.Value, 1e-9);
    }

    [Fact]
    public async Task The_curves_of_a_label_add_up_to_the_curve_of_all()
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        var all = await ValuesAsync(server, "?family=token_usage&step=30s");
        var curves = (await GetAsync(server, "/api/v1/samples?family=token_usage&step=30s&by=model")).GetProperty("curves").EnumerateArray().ToList();
        Assert.Equal(["claude-3-sonnet", "claude-3-haiku", "claude-3-opus"], curves.Select(curve => curve.GetProperty("value").GetString()));
        var parts = curves.Select(Values).ToList();
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i] is { } sum) Assert.Equal(sum, parts.Sum(part => part[i]!.Value), sum * 1e-12);
            else Assert.All(parts, part => Assert.Null(part[i]));
        }

        var selected = await ValuesAsync(server, "?family=token_usage&step=30s&match[]=" + Uri.EscapeDataString("{model=\"claude-3-haiku\"}"));
        Assert.Equal(parts[1], selected);
    }

    [Fact]
    public async Task The_buckets_of_a_histogram_add_up_to_its_observations()
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromHours(1));
        var curves = (await GetAsync(server, $"/api/v1/samples?family={Sessions}&as=buckets&window=10m&step=10m")).GetProperty("curves").EnumerateArray().ToList();
        Assert.Equal("+Inf", curves[^1].GetProperty("le").GetString());
        var all = curves.Select(Values).ToList();
        var counts = new List<double>();
        foreach (var minutes in (int[])[45, 55])
        {
            var end = SumOf(await HistoryAsync(server, minutes), Sessions + "_count");
            var begin = SumOf(await HistoryAsync(server, minutes - 10), Sessions + "_count");
            counts.Add(end - begin);
        }

        Assert.Equal(counts, [all.Sum(bucket => bucket[0]!.Value), all.Sum(bucket => bucket[1]!.Value)]);
        Assert.True(counts.Sum() > 0);
        var quantiles = (await GetAsync(server, $"/api/v1/samples?family={Sessions}&window=10m&step=10m")).GetProperty("curves").EnumerateArray().ToList();
        Assert.Equal([0.5, 0.95], quantiles.Select(curve => curve.GetProperty("quantile").GetDouble()));
        Assert.All(Values(quantiles[0]).Zip(Values(quantiles[1])), pair => Assert.True(pair.First <= pair.Second));
    }

    [Fact]
    public async Task The_twin_differs_while_an_anomaly_acts_and_at_no_other_time()
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromHours(3));
        using (var response = await server.SendJsonAsync(HttpMethod.Post, "/api/v1/anomalies", """{"kind":"spike","metric":"token_usage","magnitude":4,"duration":"2m"}""")) Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        const string Query = "?family=token_usage&step=10s&window=10s&from=2026-01-01T02:55:00Z";
        var values = await ValuesAsync(server, Query);
        var twin = Values(Assert.Single((await GetAsync(server, "/api/v1/twin" + Query)).GetProperty("curves").EnumerateArray()));
        Assert.Equal(values.Length, twin.Length);
        // It begins at the tick after 03:00. A counter shows at the end of a tick what happened in it.
        Assert.Equal(Enumerable.Range(32, 12), Enumerable.Range(0, values.Length).Where(i => Math.Abs(values[i]!.Value / twin[i]!.Value - 1) > 1e-6));
    }

    [Fact]
    public async Task The_twin_differs_from_the_start_that_an_injection_gave_on()
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromHours(1));
        using (var response = await server.SendJsonAsync(HttpMethod.Post, "/api/v1/anomalies", """{"kind":"spike","metric":"token_usage","magnitude":4,"duration":"2m","start":"2026-01-01T03:00:00Z"}""")) Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        server.Clock.Advance(TimeSpan.FromMinutes(130));
        // Both spans begin at a checkpoint: one before the window, one within it.
        const string Query = "?family=token_usage&step=10s&window=10s&from=2026-01-01T02:55:00Z";
        var values = await ValuesAsync(server, Query);
        var twin = Values(Assert.Single((await GetAsync(server, "/api/v1/twin" + Query)).GetProperty("curves").EnumerateArray()));
        Assert.Equal(Enumerable.Range(31, 12), Enumerable.Range(0, values.Length).Where(i => Math.Abs(values[i]!.Value / twin[i]!.Value - 1) > 1e-6));
        Assert.Equal(values[36..], await ValuesAsync(server, Query.Replace("02:55", "03:01", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Later_ticks_leave_earlier_values_as_they_were()
    {
        await using var server = await RunningServer.StartAsync("simulator: {retention_period: 12h}\n");
        server.Clock.Advance(TimeSpan.FromMinutes(30));
        const string Query = "?family=token_usage&from=2026-01-01T00:10:00Z&to=2026-01-01T00:25:00Z&step=20s&by=token_type";
        var before = (await GetAsync(server, "/api/v1/samples" + Query)).GetRawText();
        server.Clock.Advance(TimeSpan.FromHours(11));
        Assert.Equal(before, (await GetAsync(server, "/api/v1/samples" + Query)).GetRawText());
    }

    [Fact]
    public async Task More_curves_than_a_page_can_show_are_refused_unless_some_are_chosen()
    {
        await using var server = await RunningServer.StartAsync(
            "simulator: {catalogue: none, metrics: {depth: {type: gauge, initial_value: 5, labels: {worker: {count: 1001, prefix: w}}}}}");
        using (var response = await server.SendAsync(HttpMethod.Get, "/api/v1/samples?family=depth&by=worker"))
        {
            var error = Assert.Single((await AnomaliesEndpointTest.ProblemAsync(response, HttpStatusCode.BadRequest)).GetProperty("errors").EnumerateArray());
            Assert.Equal("gives 1001 curves, more than 1000; choose some values with match[], as in match[]={worker=~\"…\"}", error.GetProperty("message").GetString());
        }

        var some = (await GetAsync(server, "/api/v1/samples?family=depth&by=worker&match[]=" + Uri.EscapeDataString("{worker=~\"w1.\"}"))).GetProperty("curves");
        Assert.Equal(10, some.GetArrayLength());
    }

    [Theory]
    [InlineData("", "family", "is missing; give the name of a metric, as in /api/v1/metrics")]
    [InlineData("?family=token_usag", "family", "there is no metric 'token_usag'. Did you mean 'token_usage'? ")]
    [InlineData("?family=token_usage&by=modell", "by", "must be a label of otel_claude_code_token_usage_tokens_total: model, token_type, got 'modell'")]
    [InlineData("?family=token_usage&as=quantiles", "as", "must be one of rate, value, series for a counter, got 'quantiles'")]
    [InlineData("?family=token_usage&step=15s", "step", "must be a multiple of 10s, the update interval, and at most 8784h, got '15s'")]
    [InlineData("?family=token_usage&from=yesterday", "from", "must be a time with an offset like 2026-01-01T00:00:00Z, got 'yesterday'")]
    [InlineData("?family=token_usage&to=2026-01-01T05:00:00Z", "to", "must be from 2026-01-01T00:00:00Z to 2026-01-01T01:00:00Z, the samples that are there, got '2026-01-01T05:00:00Z'")]
    [InlineData("?family=token_usage&from=2026-01-01T00:30:00Z&to=2026-01-01T00:20:00Z", "to", "must not be before from, 2026-01-01T00:30:00Z")]
    [InlineData("?family=token_usage&match[]=x", "match[]", "")]
    [InlineData("?family=session_duration&by=model", "by", "must be left out, because otel_claude_code_session_duration_seconds has no labels, got 'model'")]
    [InlineData("?family=token_usage&family=cost", "family", "is given twice")]
    [InlineData("?family=token_usage&start=1", "start", "unknown parameter; allowed are family, match[], from, to, step, as, by and window")]
    public async Task What_is_wrong_with_a_request_is_told(string query, string field, string message)
    {
        await using var server = await RunningServer.StartAsync();
        server.Clock.Advance(TimeSpan.FromHours(1));
        using var response = await server.Client.GetAsync("/api/v1/samples" + query);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var errors = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("errors").EnumerateArray().ToList();
        Assert.Single(errors, error => error.GetProperty("field").GetString() == field);
        Assert.Contains(errors, error => error.GetProperty("field").GetString() == field && error.GetProperty("message").GetString()!.StartsWith(message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task More_values_than_Prometheus_gives_are_refused()
    {
        await using var server = await RunningServer.StartAsync("simulator: {update_interval: 1s, retention_period: 12h}\n");
        server.Clock.Advance(TimeSpan.FromHours(4));
        using var response = await server.Client.GetAsync("/api/v1/samples?family=token_usage&step=1s&from=2026-01-01T00:00:00Z");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("gives more than 11000 values", await response.Content.ReadAsStringAsync());
    }

    private static async Task<JsonElement> GetAsync(RunningServer server, string path) => JsonDocument.Parse(await server.Client.GetStringAsync(path)).RootElement;

    private static async Task<double?[]> ValuesAsync(RunningServer server, string query) =>
        Values(Assert.Single((await GetAsync(server, "/api/v1/samples" + query)).GetProperty("curves").EnumerateArray()));

    private static double?[] Values(JsonElement curve) => [.. curve.GetProperty("values").EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? (double?)null : value.GetDouble())];

    private static async Task<string> HistoryAsync(RunningServer server, int minutes)
    {
        var at = RunningServer.Start.AddMinutes(minutes).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var history = await server.Client.GetStringAsync("/history?duration=1h");
        return string.Join('\n', history.Split('\n').Where(line => line.EndsWith(" " + at, StringComparison.Ordinal)).Select(line => line[..^(at.Length + 1)]));
    }

    private static double SumOf(string exposition, string name) => exposition.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] is ' ' or '{').Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
