using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MetricsSimulator.Cli.Push;
using Microsoft.AspNetCore.Http;

namespace MetricsSimulator.Test.Push;

public sealed class RemoteWriteSenderTest
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly RetryPolicy Policy = new(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5));

    // A WriteRequest without series, compressed: no bytes are left of it.
    private static readonly byte[] Nothing = [0];

    private readonly JumpingClock _clock = new(Start, Policy.Timeout);

    [Fact]
    public async Task A_request_has_the_headers_of_remote_write()
    {
        await using var receiver = await Receiver.StartAsync();
        await SendAsync(receiver.Url);
        var headers = Assert.Single(receiver.Requests).Headers;
        Assert.Equal("application/x-protobuf", headers.ContentType);
        Assert.Equal("snappy", headers.ContentEncoding);
        Assert.Equal("0.1.0", headers["X-Prometheus-Remote-Write-Version"]);
        Assert.StartsWith("claude-metrics-simulator/", headers.UserAgent.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, headers.Authorization.Count);
    }

    [Theory]
    [InlineData("secret", null, null, "Bearer secret")]
    [InlineData(null, "user", "pä:ss", "Basic dXNlcjpww6Q6c3M=")]
    [InlineData("", "user", "", "Basic dXNlcjo=")]
    public async Task Credentials_are_shown(string? token, string? user, string? password, string expected)
    {
        await using var receiver = await Receiver.StartAsync();
        await SendAsync(receiver.Url, new RemoteWriteCredentials(token, user, password));
        Assert.Equal(expected, Assert.Single(receiver.Requests).Headers.Authorization);
    }

    [Fact]
    public async Task A_server_error_is_tried_again_after_pauses_that_double()
    {
        await using var receiver = await Receiver.StartAsync((number, context) => Answer(context, number < 4 ? 500 : 204), _clock);
        var waits = new List<string>();
        await SendAsync(receiver.Url, waits: waits);
        Assert.Equal(["HTTP 500: sorry; trying again in 500ms", "HTTP 500: sorry; trying again in 1s", "HTTP 500: sorry; trying again in 2s"], waits);
        ExpectPauses(receiver, 0.5, 1, 2);
    }

    [Fact]
    public async Task A_receiver_that_asks_for_a_pause_gets_it()
    {
        await using var receiver = await Receiver.StartAsync((number, context) => Answer(context, number == 1 ? 429 : 204, "7"), _clock);
        await SendAsync(receiver.Url);
        ExpectPauses(receiver, 7);
    }

    [Fact]
    public async Task A_pause_may_be_asked_for_as_a_date()
    {
        await using var receiver = await Receiver.StartAsync((number, context) => Answer(context, number == 1 ? 503 : 204, Start.AddSeconds(60).ToString("R")), _clock);
        await SendAsync(receiver.Url);
        ExpectPauses(receiver, 60);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT")]
    public async Task A_receiver_that_asks_for_less_is_left_alone_as_long_as_any(string asked)
    {
        await using var receiver = await Receiver.StartAsync((number, context) => Answer(context, number < 4 ? 503 : 204, asked), _clock);
        await SendAsync(receiver.Url);
        ExpectPauses(receiver, asked == "1" ? 1 : 0.5, 1, 2);
    }

    [Fact]
    public async Task A_pause_that_is_too_long_ends_it_at_once()
    {
        await using var receiver = await Receiver.StartAsync((_, context) => Answer(context, 429, "3600"), _clock);
        var failure = await Assert.ThrowsAsync<RemoteWriteException>(() => SendAsync(receiver.Url));
        Assert.Equal("did not accept the samples within 5m (1 attempt; HTTP 429: sorry; it asks for a pause of 1h). --give-up-after allows more time.", failure.Message);
        Assert.Single(receiver.Requests);
    }

    [Fact]
    public async Task A_receiver_that_goes_on_failing_is_given_up()
    {
        await using var receiver = await Receiver.StartAsync((_, context) => Answer(context, 503), _clock);
        var failure = await Assert.ThrowsAsync<RemoteWriteException>(() => SendAsync(receiver.Url));
        // 0.5 + 1 + 2 + 4 + 8 + 16 s, and 30 s eight times, make 271.5 s; one more would be too much.
        Assert.Equal("did not accept the samples within 5m (15 attempts; HTTP 503: sorry). --give-up-after allows more time.", failure.Message);
        Assert.Equal(15, receiver.Requests.Count);
    }

    [Theory]
    [InlineData(400, "bad protobuf", "refuses the samples (HTTP 400: bad protobuf).")]
    [InlineData(413, "", "refuses the samples (HTTP 413).")]
    [InlineData(401, "who?", "needs other credentials (HTTP 401: who?). Set SIMULATOR_REMOTE_WRITE_TOKEN, or SIMULATOR_REMOTE_WRITE_USER and SIMULATOR_REMOTE_WRITE_PASSWORD.")]
    [InlineData(404, "", "does not receive remote write (HTTP 404). The path is /api/v1/write for most receivers, and Prometheus needs --web.enable-remote-write-receiver.")]
    [InlineData(405, "", "does not receive remote write (HTTP 405). The path is /api/v1/write for most receivers, and Prometheus needs --web.enable-remote-write-receiver.")]
    [InlineData(400, "a\r\nb\u001b[31m  c", "refuses the samples (HTTP 400: a b[31m c).")]
    public async Task A_refusal_is_told_and_never_tried_again(int status, string text, string expected)
    {
        await using var receiver = await Receiver.StartAsync((_, context) => Answer(context, status, text: text));
        Assert.Equal(expected, (await Assert.ThrowsAsync<RemoteWriteException>(() => SendAsync(receiver.Url))).Message);
        Assert.Single(receiver.Requests);
    }

    [Theory]
    [InlineData(500, "too old sample")]
    [InlineData(400, "out of bounds")]
    [InlineData(400, "out of order sample")]
    [InlineData(400, "failed pushing to ingester: (err-mimir-sample-timestamp-too-old)")]
    public async Task Samples_that_are_too_old_for_a_receiver_are_not_sent_again(int status, string text)
    {
        await using var receiver = await Receiver.StartAsync((_, context) => Answer(context, status, text: text));
        var failure = await Assert.ThrowsAsync<RemoteWriteException>(() => SendAsync(receiver.Url));
        Assert.True(failure.IsAboutAge);
        Assert.Equal($"HTTP {status}: {text}", failure.Message);
        Assert.Single(receiver.Requests);
    }

    [Fact]
    public async Task A_redirect_is_told_and_not_followed()
    {
        await using var receiver = await Receiver.StartAsync((_, context) =>
        {
            context.Response.Headers.Location = "http://127.0.0.1:1/write?token=secret";
            return Answer(context, 301, text: "");
        });
        Assert.Equal(
            "redirects to another address (HTTP 301), which the simulator does not follow. Use http://127.0.0.1:1/write instead.",
            (await Assert.ThrowsAsync<RemoteWriteException>(() => SendAsync(receiver.Url))).Message);
    }

    [Fact]
    public async Task A_receiver_that_hangs_is_asked_again_after_the_timeout()
    {
        await using var receiver = await Receiver.StartAsync(
            async (number, context) =>
            {
                if (number > 1) return;
                _clock.EndWaiting();
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            },
            _clock);
        var waits = new List<string>();
        await SendAsync(receiver.Url, waits: waits);
        Assert.Equal(["no answer within 10s; trying again in 500ms"], waits);
        ExpectPauses(receiver, 10.5);
    }

    [Fact]
    public async Task A_connection_that_breaks_off_is_made_again()
    {
        await using var receiver = await Receiver.StartAsync(
            (number, context) =>
            {
                if (number <= 2) context.Abort();
                return Task.CompletedTask;
            },
            _clock);
        var waits = new List<string>();
        await SendAsync(receiver.Url, waits: waits);
        Assert.Equal(["the connection broke off; trying again in 500ms", "the connection broke off; trying again in 1s"], waits);
        Assert.Equal(3, receiver.Requests.Count);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(400)]
    public async Task An_answer_that_breaks_off_after_its_status_means_what_the_status_says(int status)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} x\r\nContent-Length: 100\r\n\r\nhalf"));
        var waits = new List<string>();
        var sending = SendAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/")), waits: waits);
        await answering;
        if (status == 400)
        {
            Assert.Equal("refuses the samples (HTTP 400: half).", (await Assert.ThrowsAsync<RemoteWriteException>(() => sending)).Message);
            return;
        }

        await AnswerAsync("HTTP/1.1 204 x\r\n\r\n");
        await sending;
        Assert.Equal(["HTTP 500: half; trying again in 500ms"], waits);

        async Task AnswerAsync(string text)
        {
            using var connection = await listener.AcceptTcpClientAsync();
            await using var stream = connection.GetStream();
            var request = new StringBuilder();
            var bytes = new byte[4096];
            while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal)) request.Append(Encoding.ASCII.GetString(bytes, 0, await stream.ReadAsync(bytes)));
            await stream.WriteAsync(Encoding.ASCII.GetBytes(text));
        }
    }

    [Fact]
    public async Task Nobody_who_listens_is_told_as_such()
    {
        var url = new Uri($"http://127.0.0.1:{Tools.FreePort.Find()}/");
        var failure = await Assert.ThrowsAsync<RemoteWriteException>(() => SendAsync(url));
        Assert.Equal("did not accept the samples within 5m (15 attempts; connection refused). --give-up-after allows more time.", failure.Message);
    }

    [Fact]
    public async Task An_end_is_not_waited_for()
    {
        using var stop = new CancellationTokenSource();
        await using var receiver = await Receiver.StartAsync((_, context) => Answer(context, 503));
        using var sender = new RemoteWriteSender(receiver.Url, RemoteWriteCredentials.None, Policy, _clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sender.SendAsync(Nothing, _ => stop.Cancel(), stop.Token));
    }

    private async Task SendAsync(Uri url, RemoteWriteCredentials? credentials = null, List<string>? waits = null)
    {
        using var sender = new RemoteWriteSender(url, credentials ?? RemoteWriteCredentials.None, Policy, _clock);
        await sender.SendAsync(Nothing, reason => waits?.Add(reason), CancellationToken.None);
    }

    private static void ExpectPauses(Receiver receiver, params double[] seconds)
    {
        var requests = receiver.Requests.Select(request => request.At).ToArray();
        Assert.Equal(seconds, requests.Skip(1).Zip(requests, (next, before) => (next - before).TotalSeconds));
    }

    private static Task Answer(HttpContext context, int status, string? retryAfter = null, string text = "sorry")
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        return status == (int)HttpStatusCode.NoContent ? Task.CompletedTask : context.Response.WriteAsync(text);
    }
}
