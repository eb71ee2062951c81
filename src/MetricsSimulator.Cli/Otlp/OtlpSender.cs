using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Formats.Otlp;

namespace MetricsSimulator.Cli.Otlp;

/// <summary>Posts requests of OTLP over HTTP, and repeats them as the protocol says. One request at a time.</summary>
internal sealed class OtlpSender : IDisposable
{
    // A pause is up to a fifth longer or shorter, so that senders that failed together do not come back together.
    private const double Spread = 0.2;

    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(1);

    private readonly OtlpReceiver _receiver;
    private readonly ulong _seed;
    private readonly TimeProvider _time;
    private readonly ReceiverConnection _connection;
    private readonly MediaTypeHeaderValue _type;
    private ulong _pauses;

    /// <summary>Creates a sender; it connects when it has something to send.</summary>
    /// <param name="receiver">The receiver.</param>
    /// <param name="seed">Determines how the lengths of pauses differ.</param>
    /// <param name="time">The clock.</param>
    /// <param name="handler">Sends the requests; null for the network.</param>
    public OtlpSender(OtlpReceiver receiver, ulong seed, TimeProvider time, HttpMessageHandler? handler = null)
    {
        (_receiver, _seed, _time) = (receiver, seed, time);
        _connection = new ReceiverConnection(receiver.Target, time, handler ?? Handler(receiver));
        _type = new MediaTypeHeaderValue(OtlpAnswer.ContentType(receiver.Protocol == OtlpProtocol.HttpJson ? OtlpEncoding.Json : OtlpEncoding.Protobuf));
    }

    /// <summary>The address of the receiver, for messages.</summary>
    public string Receiver => _connection.Receiver;

    /// <summary>Sends a request.</summary>
    /// <param name="body">The request.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>The last answer. Its pause is how long the receiver should get nothing.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<ReceiverAnswer> SendAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var began = _time.GetTimestamp();
        for (var failures = 1; ; failures++)
        {
            var left = failures == 1 ? _receiver.Timeout : _receiver.Timeout - _time.GetElapsedTime(began);
            var answer = await PostAsync(body, left > s_least ? left : s_least, cancellation);
            // A connection without TLS may be a machine that is about to change.
            if (answer.Kind is not (ReceiverAnswer.Outcome.Later or ReceiverAnswer.Outcome.Misdirected)) return answer;
            var pause = RetryPolicy.PauseAfter(failures, null) * (1 + Spread * Jitter());
            if (answer.Pause > pause) pause = answer.Pause.Value;
            if (_time.GetElapsedTime(began) + pause >= _receiver.Timeout) return answer with { Kind = ReceiverAnswer.Outcome.Later, Pause = pause };
            await Task.Delay(pause, _time, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private Task<ReceiverAnswer> PostAsync(ReadOnlyMemory<byte> body, TimeSpan timeout, CancellationToken cancellation)
    {
        HttpContent content = IsGrpc ? new GrpcContent(body, _receiver.IsCompressed) : new ReadOnlyMemoryContent(body);
        if (!IsGrpc)
        {
            content.Headers.ContentType = _type;
            if (_receiver.IsCompressed) content.Headers.ContentEncoding.Add("gzip");
        }

        return _connection.PostAsync(content, timeout, request => Prepare(request, timeout), ReadAsync, cancellation);
    }

    private bool IsGrpc => _receiver.Protocol == OtlpProtocol.Grpc;

    private void Prepare(HttpRequestMessage request, TimeSpan timeout)
    {
        if (IsGrpc) Grpc.Prepare(request, timeout, _receiver.IsCompressed);
        foreach (var header in _receiver.Headers) request.Headers.TryAddWithoutValidation(header.Name, header.Value);
    }

    private async Task<ReceiverAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var body = await AnswerBody.ReadAsync(response.Content, ExportAnswer.MostBytes, cancellation);
        return IsGrpc
            ? Grpc.Read(_receiver.Signal, response, body)
            : ExportAnswer.Of(_receiver.Signal, response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", body, _connection.PauseOf(response));
    }

    // A number from -1 to 1. Source: Stafford, "Better Bit Mixing", mix 13.
    private double Jitter()
    {
        var bits = _seed + ++_pauses * 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return (long)(bits ^ (bits >> 31)) * (1.0 / long.MaxValue);
    }

    private static SocketsHttpHandler Handler(OtlpReceiver receiver)
    {
        var handler = ReceiverConnection.CreateHandler();
        if (receiver.Trusted is { } trusted)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.AddRange(trusted);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        if (receiver.Certificate is { } certificate) handler.SslOptions.ClientCertificates = [certificate];
        return handler;
    }
}
