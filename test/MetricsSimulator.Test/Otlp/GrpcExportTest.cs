using System.IO.Compression;
using System.Text.Json;
using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Test.Http;
using MetricsSimulator.Test.Tools;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace MetricsSimulator.Test.Otlp;

/// <summary>A receiver of gRPC that others wrote takes our calls, and its answers are understood.</summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed class GrpcExportTest
{
    private static readonly byte[] s_body = [0x0A, 0x03, 0x1A, 0x01, (byte)'x'];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_has_the_request_and_the_headers(bool isCompressed)
    {
        var body = isCompressed ? Gzip(s_body) : s_body;
        var (answer, calls, _) = await SendAsync([], receiver => receiver with { IsCompressed = isCompressed, Headers = [new RequestHeader("X-Team", "a b")] }, body);
        Assert.Equal(ReceiverAnswer.Outcome.Taken, answer.Kind);
        var call = Assert.Single(calls);
        Assert.Equal("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", call.GetProperty("path").GetString());
        Assert.Equal(s_body, call.GetProperty("body").GetBytesFromBase64());
        Assert.Equal("a b", call.GetProperty("metadata").GetProperty("x-team").GetString());
        Assert.StartsWith("claude-metrics-simulator/", call.GetProperty("metadata").GetProperty("user-agent").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("14", 0.4, 0.6)]
    [InlineData("1", 0.4, 0.6)]
    [InlineData("4", 0.4, 0.6)]
    [InlineData("8~7", 7, 7)]
    [InlineData("14~7", 7, 7)]
    public async Task A_call_is_repeated_if_the_receiver_may_take_it_later(string status, double least, double most)
    {
        var (answer, calls, passed) = await SendAsync([status]);
        Assert.Equal((ReceiverAnswer.Outcome.Taken, 2), (answer.Kind, calls.Count));
        // The clock of the test moves by a tenth of a second.
        Assert.InRange(passed.TotalSeconds, least, most + 0.3);
    }

    [Theory]
    [InlineData("3", "refuses the points (gRPC INVALID_ARGUMENT: not nöw)")]
    [InlineData("8", "refuses the points (gRPC RESOURCE_EXHAUSTED: not nöw)")]
    [InlineData("16", "refuses the points (gRPC UNAUTHENTICATED: not nöw)")]
    public async Task A_call_that_is_refused_is_not_repeated(string status, string reason)
    {
        var (answer, calls, _) = await SendAsync([status]);
        Assert.Equal((ReceiverAnswer.Outcome.Refused, reason, 1), (answer.Kind, answer.Reason, calls.Count));
    }

    [Fact]
    public async Task A_receiver_of_HTTP_is_told_from_one_of_gRPC()
    {
        await using var store = await OtlpStore.StartAsync(protocols: HttpProtocols.Http2);
        using var sender = new OtlpSender(new OtlpReceiver(ExportedSignal.Logs, store.Url, OtlpProtocol.Grpc), 1, TimeProvider.System);
        store.Answer = (_, context) =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        };
        var answer = await sender.SendAsync(s_body, TestContext.Current.CancellationToken);
        Assert.Equal((ReceiverAnswer.Outcome.Refused, "does not receive logs over gRPC (HTTP 404 Not Found). The port is 4317 for most receivers"), (answer.Kind, answer.Reason));
    }

    [Fact]
    public async Task A_receiver_that_does_not_speak_HTTP_2_is_told()
    {
        await using var store = await OtlpStore.StartAsync(protocols: HttpProtocols.Http1);
        using var sender = new OtlpSender(new OtlpReceiver(ExportedSignal.Logs, store.Url, OtlpProtocol.Grpc) { Timeout = TimeSpan.FromMilliseconds(400) }, 1, TimeProvider.System);
        var answer = await sender.SendAsync(s_body, TestContext.Current.CancellationToken);
        Assert.Equal(
            (ReceiverAnswer.Outcome.Later, "does not speak HTTP/2, which gRPC needs. Set OTEL_EXPORTER_OTLP_PROTOCOL to http/protobuf, or send to another port: that of gRPC is 4317 for most receivers"),
            (answer.Kind, answer.Reason));
    }

    private static async Task<(ReceiverAnswer Answer, List<JsonElement> Calls, TimeSpan Passed)> SendAsync(string[] statuses, Func<OtlpReceiver, OtlpReceiver>? change = null, byte[]? body = null)
    {
        if (!Directory.Exists(Repository.PathOf("test/otlp/node_modules/@grpc"))) Assert.Fail("The receiver is missing. Install it: npm ci --prefix test/otlp");
        await using var program = RunningProgram.Start("/usr/bin/node", "nodejs", [Repository.PathOf("test/otlp/grpc-receiver.mjs"), .. statuses]);
        var port = await program.PollAsync("a port", () => Task.FromResult(program.Written.Contains('\n', StringComparison.Ordinal) ? program.Written.Split('\n')[0] : null));
        var receiver = new OtlpReceiver(ExportedSignal.Metrics, new Uri($"http://127.0.0.1:{port}"), OtlpProtocol.Grpc) { Timeout = TimeSpan.FromMinutes(10) };
        var clock = new CountingClock(RunningServer.Start);
        using var sender = new OtlpSender(change is null ? receiver : change(receiver), 1, clock);
        var sending = sender.SendAsync(body ?? s_body, TestContext.Current.CancellationToken);
        var began = clock.GetUtcNow();
        while (!sending.IsCompleted)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
            // A pause has begun when its timer has, after that of the call.
            if (clock.TimersCreated % 2 == 0) clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        var calls = await program.PollAsync("calls", () => Task.FromResult<List<JsonElement>?>(program.Written.EndsWith('\n') ? [.. program.Written.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => JsonDocument.Parse(line).RootElement)] : null));
        return (await sending, calls, clock.GetUtcNow() - began);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return compressed.ToArray();
    }
}
