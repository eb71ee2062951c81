using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MetricsSimulator.Test.Http;

/// <summary>Anomalies of the endpoint, as a scraper meets them.</summary>
public sealed class ConditionsTest
{
    [Fact]
    public async Task In_an_outage_scrapes_fail_with_503_and_nothing_else_does()
    {
        await using var server = await RunningServer.StartAsync();
        await AnomaliesEndpointTest.InjectAsync(server, """{"kind":"outage","duration":"30s"}""");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "/metrics"));
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(server, "/metrics"));
        foreach (var path in (string[])["/metrics/truth", "/health", "/config", "/", "/api/v1/anomalies"]) Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, path));
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "/metrics"));
    }

    [Fact]
    public async Task A_slow_scrape_is_answered_after_its_delay_with_the_tick_in_which_it_came()
    {
        await using var server = await RunningServer.StartAsync();
        await AnomaliesEndpointTest.InjectAsync(server, """{"kind":"slow_scrape","duration":"10s","magnitude":7}""");
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        string expected;
        using (var snapshot = server.Live.Simulator.Acquire()) expected = Texts.Of(snapshot);
        var timers = server.Clock.TimersCreated;
        var slow = server.Client.GetStringAsync("/metrics");
        while (server.Clock.TimersCreated == timers) await Task.Yield();
        server.Clock.Advance(TimeSpan.FromSeconds(6.9));
        Assert.False(slow.IsCompleted);
        server.Clock.Advance(TimeSpan.FromSeconds(5.1));
        Assert.Equal(expected, await slow);
    }

    [Theory]
    [InlineData("0.5")]
    [InlineData("0")]
    [InlineData("0.999")]
    public async Task A_truncated_body_is_announced_whole_and_breaks_off(string share)
    {
        await using var server = await RunningServer.StartAsync(
            "simulator: {metrics: {queue_depth: {type: gauge, initial_value: 5, volatility: 1, labels: {worker: {count: 20000, prefix: w}}}}}");
        await AnomaliesEndpointTest.InjectAsync(server, $$"""{"kind":"truncated","duration":"10s","magnitude":{{share}}}""");
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        string whole;
        using (var snapshot = server.Live.Simulator.Acquire()) whole = Texts.Of(snapshot);

        var received = await RawAsync(server.Port);
        var end = received.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", received);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"\r\nContent-Length: {whole.Length}\r\n"), received[..(end + 2)]);
        Assert.Equal(whole[..(int)(whole.Length * double.Parse(share, CultureInfo.InvariantCulture))], received[(end + 4)..]);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => server.Client.GetStringAsync("/metrics"));

        server.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.NotEmpty(await server.Client.GetStringAsync("/metrics"));
    }

    // Every byte that comes until the server closes the connection.
    private static async Task<string> RawAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = client.GetStream();
        await stream.WriteAsync("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningServer server, string path)
    {
        using var response = await server.SendAsync(HttpMethod.Get, path);
        return response.StatusCode;
    }
}
