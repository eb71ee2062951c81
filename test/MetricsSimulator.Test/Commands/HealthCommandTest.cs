using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MetricsSimulator.Test.Http;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

public sealed class HealthCommandTest
{
    [Fact]
    public async Task SIMULATOR_LISTEN_goes_before_the_others_and_the_port_of_a_service_is_none()
    {
        await using var server = await RunningServer.StartAsync();
        foreach (var (listen, host, port) in ((string?, string?, string?)[])[($"127.0.0.1:{server.Port}", "::", "1"), ($"0.0.0.0:{server.Port}", null, "tcp://10.0.0.1:9090")])
        {
            var ran = await Ran.InAsync(context => context with { Listen = listen, Host = host, Port = port }, "health");
            Assert.Equal((0, ""), (ran.Status, ran.Error));
        }

        var service = await Ran.InAsync(context => context with { Host = "127.0.0.1", Port = "tcp://10.0.0.1:9090" }, "health", "--port", Text(server.Port));
        Assert.Equal((0, ""), (service.Status, service.Error));
        foreach (var (listen, error) in ((string, string)[])[
            ("9090", "SIMULATOR_LISTEN: must be a host and a port like 0.0.0.0:9090, got '9090'."),
            ("here:9090", "SIMULATOR_LISTEN: must be localhost or an address of this machine (0.0.0.0 for all of them), got 'here'."),
            ("[::1]:99999", "SIMULATOR_LISTEN: must be a port from 0 to 65535, got '99999'.")])
        {
            var wrong = await Ran.InAsync(context => context with { Listen = listen }, "health");
            Assert.Equal(2, wrong.Status);
            Assert.Contains(error + "\n", wrong.Error);
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    public async Task A_simulator_that_runs_is_healthy(string host)
    {
        await using var server = await RunningServer.StartAsync();
        var ran = await Ran.Async("health", "--host", host, "--port", Text(server.Port));
        Assert.Equal((0, $"http://127.0.0.1:{server.Port}/health: healthy, up 0s\n", ""), (ran.Status, ran.Output, ran.Error));
    }

    [Fact]
    public async Task What_the_environment_says_is_asked_when_no_option_says_otherwise()
    {
        await using var server = await RunningServer.StartAsync();
        var ran = await Ran.InAsync(context => context with { Host = "0.0.0.0", Port = Text(server.Port) }, "health");
        Assert.Equal((0, $"http://127.0.0.1:{server.Port}/health: healthy, up 0s\n"), (ran.Status, ran.Output));
        var other = await Ran.InAsync(context => context with { Host = "::", Port = "1" }, "health", "--host", "127.0.0.1", "--port", Text(server.Port));
        Assert.Equal((0, ran.Output), (other.Status, other.Output));
    }

    [Fact]
    public async Task Where_nobody_listens_the_status_is_1()
    {
        var port = FreePort.Find();
        var ran = await Ran.Async("health", "--port", Text(port));
        Assert.Equal(
            (1, "", $"http://127.0.0.1:{port}/health: Connection refused. Is a simulator running there? Say where with --host and --port.\n"),
            (ran.Status, ran.Output, ran.Error));
    }

    [Fact]
    public async Task Without_an_answer_in_time_the_status_is_1()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        var ran = await Ran.Async("health", "--port", Text(port), "--timeout", "100ms");
        Assert.Equal((1, "", $"http://127.0.0.1:{port}/health: no answer within 100ms.\n"), (ran.Status, ran.Output, ran.Error));
    }

    [Theory]
    [InlineData("404 Not Found", "", "answered with status 404; a healthy simulator does not.")]
    [InlineData("503 Service Unavailable", "{\"status\":\"healthy\",\"uptime\":\"1s\"}", "answered with status 503; a healthy simulator does not.")]
    [InlineData("200 OK", "{\"status\":\"sick\",\"uptime\":\"1s\"}", "answered, but is not healthy.")]
    [InlineData("200 OK", "{\"status\":true,\"uptime\":\"1s\"}", "answered, but is not healthy.")]
    [InlineData("200 OK", "[]", "answered, but it is not a simulator.")]
    [InlineData("200 OK", "Prometheus is Healthy.", "answered, but it is not a simulator.")]
    public async Task Whoever_answers_otherwise_is_not_healthy(string status, string body, string expected)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answered = AnswerAsync(listener, $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var ran = await Ran.Async("health", "--port", Text(port));
        await answered;
        Assert.Equal((1, "", $"http://127.0.0.1:{port}/health: {expected}\n"), (ran.Status, ran.Output, ran.Error));
    }

    [Fact]
    public async Task Whoever_answers_without_end_is_not_healthy()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answered = AnswerAsync(listener, "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n{");
        var ran = await Ran.Async("health", "--port", Text(((IPEndPoint)listener.LocalEndpoint).Port));
        await answered;
        Assert.Equal((1, ""), (ran.Status, ran.Output));
        Assert.Single(ran.Error, '\n');
    }

    [Theory]
    [InlineData("--port", "http", "--port: must be a port from 0 to 65535, got 'http'.\n")]
    [InlineData("--host", "example.org", "--host: must be localhost or an address of this machine (0.0.0.0 for all of them), got 'example.org'.\n")]
    [InlineData("--timeout", "0s", "--timeout: must be a number of seconds or a duration like 10s, 500ms or 1h30m, above 0 and at most 24h, got '0s'.\n")]
    public async Task A_wrong_option_is_told_with_status_2(string option, string value, string expected)
    {
        var ran = await Ran.Async("health", option, value);
        Assert.Equal((2, expected + "See 'claude-metrics-simulator health --help'.\n"), (ran.Status, ran.Error));
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("health")]
    public async Task What_is_wrong_in_the_environment_is_told_with_its_name_and_status_2(string command)
    {
        var ran = await Ran.InAsync(context => context with { Host = "here", Port = "99999" }, command);
        Assert.Equal(2, ran.Status);
        Assert.Contains("SIMULATOR_PORT: must be a port from 0 to 65535, got '99999'.\n", ran.Error);
        Assert.Contains("SIMULATOR_HOST: must be localhost or an address of this machine (0.0.0.0 for all of them), got 'here'.\n", ran.Error);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        var asked = await stream.ReadAsync(new byte[4096]);
        Assert.NotEqual(0, asked);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
    }
}
