using System.Net;
using System.Text.Json;
using MetricsSimulator.Events;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Test.Http;

public sealed class EventsEndpointTest
{
    private const string Path = "/api/v1/events";
    private const string Team = "simulator: {retention_period: 6h}\nworkload: {developers: 20, sessions_per_hour: 0.4, hours: {from: 0, to: 24}}\n";

    [Fact]
    public async Task It_has_the_events_of_the_last_hour()
    {
        await using var server = await RunningServer.StartAsync(Team);
        server.Clock.Advance(TimeSpan.FromMinutes(150));
        var answer = await GetAsync(server, "?limit=10000");
        Assert.False(answer.GetProperty("more").GetBoolean());
        Assert.Equal("2026-01-01T02:30:00.000Z", answer.GetProperty("next").GetString());
        var expected = Events(server, 900).Where(happened => happened.Instant >= RunningServer.Start.AddMinutes(90)).ToList();
        Assert.True(expected.Count > 100);
        var events = answer.GetProperty("events").EnumerateArray().ToList();
        Assert.Equal(expected.Count, events.Count);
        foreach (var (happened, json) in expected.Zip(events))
        {
            Assert.Equal((happened.Name, happened.Instant), (json.GetProperty("name").GetString(), json.GetProperty("timestamp").GetDateTimeOffset()));
            Assert.Equal(happened.Attributes.Select(attribute => (attribute.Name, attribute.Value)), json.GetProperty("attributes").EnumerateObject().Select(field => (field.Name, ValueOf(field.Value))), SameAttribute);
        }
    }

    [Theory]
    [InlineData(20)]
    [InlineData(97)]
    public async Task Who_goes_on_with_next_gets_every_event_once(int limit)
    {
        await using var server = await RunningServer.StartAsync(Team);
        var got = new List<string>();
        var since = "2026-01-01T00:00:00Z";
        foreach (var minutes in (int[])[20, 1, 9])
        {
            server.Clock.Advance(TimeSpan.FromMinutes(minutes));
            bool isMore;
            do
            {
                var answer = await GetAsync(server, $"?since={since}&limit={limit}");
                var events = answer.GetProperty("events").EnumerateArray().Select(json => json.GetRawText()).ToList();
                isMore = answer.GetProperty("more").GetBoolean();
                Assert.True(!isMore || events.Count >= limit);
                Assert.All(events.Skip(limit), json => Assert.Equal(TimestampOf(events[limit - 1]), TimestampOf(json)));
                got.AddRange(events);
                since = answer.GetProperty("next").GetString()!;
            }
            while (isMore);
        }

        Assert.Distinct(got);
        Assert.Equal(Events(server, 180).Count, got.Count);
        Assert.True(got.Count > 100);

        static string TimestampOf(string json) => JsonDocument.Parse(json).RootElement.GetProperty("timestamp").GetString()!;
    }

    [Fact]
    public async Task Later_ticks_leave_the_events_before_as_they_were()
    {
        await using var server = await RunningServer.StartAsync(Team);
        server.Clock.Advance(TimeSpan.FromMinutes(30));
        var before = (await GetAsync(server, "?since=2026-01-01T00:10:00Z&limit=50")).GetProperty("events").GetRawText();
        Assert.NotEqual("[]", before);
        server.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(before, (await GetAsync(server, "?since=2026-01-01T00:10:00Z&limit=50")).GetProperty("events").GetRawText());
    }

    [Fact]
    public async Task In_the_future_nothing_has_happened()
    {
        await using var server = await RunningServer.StartAsync(Team);
        foreach (var since in (string[])["2026-01-01T00:00:00Z", "2026-01-01T05:00:00Z"])
        {
            var answer = await GetAsync(server, "?since=" + since);
            Assert.Equal(0, answer.GetProperty("events").GetArrayLength());
            Assert.Equal(DateTimeOffset.Parse(since, System.Globalization.CultureInfo.InvariantCulture), answer.GetProperty("next").GetDateTimeOffset());
        }
    }

    [Theory]
    [InlineData("since=yesterday", "since", "must be a time with an offset like 2026-01-01T00:00:00Z, got 'yesterday'")]
    [InlineData("since=2026-01-01T03:59:59Z", "since", "must not be before 2026-01-01T04:00:00Z: events are there for 6h, the retention_period of the configuration, got '2026-01-01T03:59:59Z'")]
    [InlineData("limit=0", "limit", "must be a whole number from 1 to 10000, got '0'")]
    [InlineData("limit=10001", "limit", "must be a whole number from 1 to 10000, got '10001'")]
    [InlineData("until=2026-01-01T04:00:00Z", "until", "unknown parameter; allowed are since and limit")]
    public async Task A_wrong_parameter_is_named(string query, string field, string message)
    {
        await using var server = await RunningServer.StartAsync(Team);
        server.Clock.Advance(TimeSpan.FromHours(10));
        using var response = await server.SendAsync(HttpMethod.Get, $"{Path}?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("errors")[0];
        Assert.Equal((field, message), (error.GetProperty("field").GetString(), error.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task A_run_without_a_workload_has_no_events()
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.SendAsync(HttpMethod.Get, Path);
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("the run has no workload", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_has_the_headers_alone()
    {
        await using var server = await RunningServer.StartAsync(Team);
        using var response = await server.SendAsync(HttpMethod.Head, Path);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Empty(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static List<SimulatedEvent> Events(RunningServer server, long ticks)
    {
        var events = new List<SimulatedEvent>();
        new Simulator(server.Run.Model, deliver: batch => events.AddRange(batch.Events)).AdvanceTo(ticks);
        return events;
    }

    private static async Task<JsonElement> GetAsync(RunningServer server, string query)
    {
        using var response = await server.SendAsync(HttpMethod.Get, Path + query);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
    }

    private static object ValueOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Number => json.GetDouble(),
        _ => json.GetBoolean(),
    };

    private static bool SameAttribute((string Name, object Value) one, (string Name, object Value) other) =>
        one.Name == other.Name && (one.Value is long whole ? other.Value.Equals((double)whole) : one.Value.Equals(other.Value));
}
