using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MetricsSimulator.Test.Http.Transport;

/// <summary>Answers on connections that clients use in unusual ways.</summary>
public sealed class DirectOutputTest
{
    private const string Large =
        "simulator: {metrics: {queue_depth: {type: gauge, initial_value: 500, volatility: 1, labels: {worker: {count: 50000, prefix: w}}}}}";

    [Fact]
    public async Task Requests_that_are_sent_at_once_are_answered_in_their_order()
    {
        await using var server = await RunningServer.StartAsync();
        using var client = await ConnectAsync(server);
        await SendAsync(client, Request("/metrics") + Request("/health") + Request("/metrics") + Request("/", "Connection: close\r\n"));
        var received = await ReceiveAllAsync(client);
        var metrics = await server.Client.GetStringAsync("/metrics");
        var first = received.IndexOf(metrics, StringComparison.Ordinal);
        var health = received.IndexOf("\"status\"", StringComparison.Ordinal);
        var second = received.LastIndexOf(metrics, StringComparison.Ordinal);
        Assert.True(0 < first && first + metrics.Length < health && health < second, received);
        Assert.Equal(4, received.Split("HTTP/1.1 200 OK\r\n").Length - 1);
        Assert.EndsWith("</html>\n", received);
    }

    [Fact]
    public async Task A_scraper_that_reads_nothing_and_leaves_disturbs_nobody()
    {
        await using var server = await RunningServer.StartAsync(Large);
        var whole = await server.Client.GetStringAsync("/metrics");
        for (var n = 0; n < 5; n++)
        {
            using (var leaving = await ConnectAsync(server))
            {
                await SendAsync(leaving, Request("/metrics"));
                Assert.Equal(1, await leaving.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken));
                Assert.Equal(whole, await server.Client.GetStringAsync("/metrics"));
            }

            // The expositions that scrapers left go back to the pool, and the next tick is written into them.
            server.Clock.Advance(TimeSpan.FromSeconds(10));
            whole = await server.Client.GetStringAsync("/metrics");
            Assert.Equal(whole, await server.Client.GetStringAsync("/metrics"));
        }
    }

    [Fact]
    public async Task A_scraper_that_reads_late_gets_the_tick_of_its_request()
    {
        await using var server = await RunningServer.StartAsync(Large);
        var whole = await server.Client.GetStringAsync("/metrics");
        using var late = await ConnectAsync(server);
        await SendAsync(late, Request("/metrics", "Connection: close\r\n"));
        var opening = new byte[1];
        Assert.Equal(1, await late.ReceiveAsync(opening, TestContext.Current.CancellationToken));
        for (var n = 0; n < 3; n++)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(10));
            Assert.NotEqual(whole, await server.Client.GetStringAsync("/metrics"));
        }

        var received = (char)opening[0] + await ReceiveAllAsync(late);
        Assert.Equal(whole, received[(received.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/metrics")]
    [InlineData("/history?duration=10s")]
    public async Task A_client_that_ends_its_side_after_the_request_is_answered(string path)
    {
        await using var server = await RunningServer.StartAsync(Large);
        for (var n = 0; n < 10; n++)
        {
            using var client = await ConnectAsync(server);
            await SendAsync(client, Request(path, "Connection: close\r\n"));
            client.Shutdown(SocketShutdown.Send);
            var received = await ReceiveAllAsync(client);
            Assert.StartsWith("HTTP/1.1 200 OK\r\n", received);
            var announced = received.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal));
            if (announced is null) Assert.EndsWith("0\r\n\r\n", received);
            else Assert.Equal(announced[16..], (received.Length - received.IndexOf("\r\n\r\n", StringComparison.Ordinal) - 4).ToString(CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task A_reader_that_takes_nothing_is_let_go()
    {
        await using var server = await RunningServer.StartAsync(
            RunningServer.Read(null), null, options => options with { Patience = TimeSpan.FromMilliseconds(300) });
        server.Clock.Advance(TimeSpan.FromHours(24));
        using var stuck = await ConnectAsync(server);
        await SendAsync(stuck, Request("/history?duration=24h"));
        Assert.Equal(1, await stuck.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken));
        // Sending to a closed connection reports it.
        var deadline = Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<SocketException>(async () =>
        {
            while (!deadline.IsCompleted)
            {
                await SendAsync(stuck, "x");
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        });
    }

    private static string Request(string path, string headers = "") => $"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n";

    private static async Task<Socket> ConnectAsync(RunningServer server)
    {
        // A small window, so that a large answer stays under way.
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, server.Port, TestContext.Current.CancellationToken);
        return socket;
    }

    private static async Task SendAsync(Socket socket, string request) =>
        Assert.Equal(request.Length, await socket.SendAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken));

    private static async Task<string> ReceiveAllAsync(Socket socket)
    {
        using var all = new MemoryStream();
        var part = new byte[1 << 16];
        while (await socket.ReceiveAsync(part, TestContext.Current.CancellationToken) is var length and > 0) all.Write(part, 0, length);
        return Encoding.UTF8.GetString(all.ToArray());
    }
}
