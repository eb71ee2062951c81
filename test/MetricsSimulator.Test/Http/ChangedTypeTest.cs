using System.Net;
using System.Text.Json;

namespace MetricsSimulator.Test.Http;

/// <summary>Curves of a metric whose type or buckets were changed while the run went on.</summary>
public sealed class ChangedTypeTest
{
    private const string Gauge = "type: gauge, initial_value: 20, volatility: 0.5";
    private const string Counter = "type: counter, initial_value: 20, volatility: 0.5";
    private const string Histogram = "type: histogram, initial_value: 5, buckets: [1, 10, 100], arrivals: {initial_value: 3}";

    [Theory]
    [InlineData(Gauge, """{"type": "histogram", "buckets": [1, 10], "arrivals": {"process": "constant", "initial_value": 3}}""")]
    [InlineData(Counter, """{"type": "histogram", "buckets": [1, 10], "arrivals": {"process": "constant", "initial_value": 3}}""")]
    [InlineData(Histogram, """{"type": "gauge", "buckets": null, "arrivals": null}""")]
    [InlineData(Histogram, """{"type": "counter", "buckets": null, "arrivals": null}""")]
    [InlineData(Histogram, """{"buckets": [1, 10]}""")]
    [InlineData(Histogram, """{"buckets": [1, 10, 50, 100]}""")]
    [InlineData(Histogram, """{"buckets": [2, 20, 200]}""")]
    public async Task Ticks_before_the_change_have_no_values_and_those_after_it_have(string before, string change)
    {
        await using var server = await RunningServer.StartAsync($"simulator: {{catalogue: none, metrics: {{x: {{{before}}}}}}}\n");
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        using (var response = await server.SendJsonAsync(HttpMethod.Patch, "/api/v1/model", $$"""{"metrics": { "x": {{change}} } }""")) Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        foreach (var path in (string[])["samples", "twin"])
        {
            var curves = JsonDocument.Parse(await server.Client.GetStringAsync($"/api/v1/{path}?family=x&window=20s&from=2026-01-01T00:00:00Z&step=10s")).RootElement.GetProperty("curves");
            // The change takes effect at 00:05:10.
            Assert.All(curves.EnumerateArray(), curve => Assert.All(curve.GetProperty("values").EnumerateArray().Take(31), value => Assert.Equal(JsonValueKind.Null, value.ValueKind)));
            Assert.All(curves.EnumerateArray(), curve => Assert.All(curve.GetProperty("values").EnumerateArray().Skip(34), value => Assert.Equal(JsonValueKind.Number, value.ValueKind)));
        }
    }
}
