using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Push;

/// <summary>
/// Posts requests of remote write 1.0 until the receiver has them or says that it will not take them. Redirects are not followed and proxies
/// not asked. Thread-safe.
/// </summary>
internal sealed class RemoteWriteSender : IDisposable
{
    private const int MostText = 200;

    private static readonly MediaTypeHeaderValue s_protobuf = new("application/x-protobuf");

    private readonly Uri _url;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly RetryPolicy _policy;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _client;

    /// <summary>Creates a sender; it connects when it has something to send.</summary>
    /// <param name="url">The receiver.</param>
    /// <param name="credentials">What it is shown.</param>
    /// <param name="policy">How long it may take, and how it is tried again.</param>
    /// <param name="time">The clock.</param>
    public RemoteWriteSender(Uri url, RemoteWriteCredentials credentials, RetryPolicy policy, TimeProvider time)
    {
        _url = url;
        _authorization = credentials.Header;
        _policy = policy;
        _time = time;
        _client = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    }

    /// <summary>The headers that every request carries besides those of remote write.</summary>
    public ImmutableArray<RemoteWriteHeader> Headers { get; init; } = [];

    /// <summary>The address of the receiver, for messages.</summary>
    public string Receiver => ReceiverAddress.Show(_url);

    /// <summary>Sends a body.</summary>
    /// <param name="body">A request, compressed.</param>
    /// <param name="retrying">Told each time that it failed and will be tried again, on any thread: why and when. Null for nobody.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="RemoteWriteException">The receiver does not take it, or has not within <see cref="RetryPolicy.GiveUpAfter"/>.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> body, Action<string>? retrying, CancellationToken cancellation)
    {
        long? firstFailure = null;
        for (var failures = 1; ; failures++)
        {
            var answer = await PostAsync(body, cancellation);
            switch (answer.Kind)
            {
                case ReceiverAnswer.Outcome.Taken:
                    return;
                case not ReceiverAnswer.Outcome.Later:
                    throw new RemoteWriteException(answer.Reason, answer.Kind);
            }

            firstFailure ??= _time.GetTimestamp();
            var pause = RetryPolicy.PauseAfter(failures, answer.Pause);
            var elapsed = _time.GetElapsedTime(firstFailure.Value);
            if (elapsed + pause > _policy.GiveUpAfter)
            {
                throw new RemoteWriteException(
                    $"did not take the samples within {DurationText.Format(_policy.GiveUpAfter)} ({failures} {(failures == 1 ? "attempt" : "attempts")}; "
                    + $"{answer.Reason}{(answer.Pause is { } asked ? $"; it asks for a pause of {DurationText.Format(asked)}" : "")}). --give-up-after allows more time.",
                    ReceiverAnswer.Outcome.Later);
            }

            retrying?.Invoke($"{answer.Reason}; trying again in {DurationText.Format(pause)}");
            await Task.Delay(pause, _time, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<ReceiverAnswer> PostAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(_policy.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = s_protobuf;
        request.Content.Headers.ContentEncoding.Add("snappy");
        request.Headers.Add("X-Prometheus-Remote-Write-Version", "0.1.0");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("claude-metrics-simulator", typeof(RemoteWriteSender).Assembly.GetName().Version!.ToString(3)));
        request.Headers.Authorization = _authorization;
        foreach (var header in Headers) request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        try
        {
            using var response = await _client.SendAsync(request, either.Token);
            var text = response.IsSuccessStatusCode ? "" : await ReadTextAsync(response.Content, either.Token);
            return ReceiverAnswer.Of(response.StatusCode, text, PauseOf(response.Headers.RetryAfter), response.Headers.Location);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return ReceiverAnswer.None($"no answer within {DurationText.Format(_policy.Timeout)}");
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            return new ReceiverAnswer(
                ReceiverAnswer.Outcome.Misdirected, "makes no TLS connection. Does it speak https, and is its certificate, for this name, trusted on this machine? SSL_CERT_FILE names a file of others that are.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return ReceiverAnswer.None(Explain(exception));
        }
    }

    private TimeSpan? PauseOf(RetryConditionHeaderValue? header)
    {
        var pause = header?.Delta ?? (header?.Date is { } date ? date - _time.GetUtcNow() : null);
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause;
    }

    /// <summary>The beginning of what was written, in one line without control characters; as much of it as came.</summary>
    private static async Task<string> ReadTextAsync(HttpContent content, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var bytes = new byte[4 * MostText];
        var length = 0;
        try
        {
            while (length < bytes.Length && await stream.ReadAsync(bytes.AsMemory(length), cancellation) is var read and > 0) length += read;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The status has said what follows.
        }

        var words = Encoding.UTF8.GetString(bytes, 0, length).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var line = string.Concat(string.Join(' ', words).Where(c => !char.IsControl(c)));
        return line.Length > MostText ? line[..MostText] + "…" : line;
    }

    // In the words of this program: those of the framework name the machine again.
    private static string Explain(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "no machine of that name",
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => "connection refused",
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.HostUnreachable or SocketError.NetworkUnreachable } } => "no way to that machine",
        _ => "the connection broke off",
    };
}
