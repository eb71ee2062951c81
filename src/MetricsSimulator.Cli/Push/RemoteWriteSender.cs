using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Push;

/// <summary>
/// Posts requests of remote write 1.0 until the receiver has them or refuses them for good. It does not follow redirects or use
/// proxies. Thread-safe.
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
    /// <param name="credentials">The credentials.</param>
    /// <param name="policy">The time for a request, and the policy for retries.</param>
    /// <param name="time">The clock.</param>
    public RemoteWriteSender(Uri url, RemoteWriteCredentials credentials, RetryPolicy policy, TimeProvider time)
    {
        _url = url;
        _authorization = credentials.Header;
        _policy = policy;
        _time = time;
        _client = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    }

    /// <summary>The headers of every request in addition to those of remote write.</summary>
    public ImmutableArray<RemoteWriteHeader> Headers { get; init; } = [];

    /// <summary>The address of the receiver, for messages.</summary>
    public string Receiver => ReceiverAddress.Show(_url);

    /// <summary>Sends a body.</summary>
    /// <param name="body">A request, compressed.</param>
    /// <param name="retrying">Called, on any thread, each time an attempt failed and will be repeated, with the reason and the pause. May be null.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="RemoteWriteException">The receiver refused it, or did not accept it within <see cref="RetryPolicy.GiveUpAfter"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
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
                    $"did not accept the samples within {DurationText.Format(_policy.GiveUpAfter)} ({failures} {(failures == 1 ? "attempt" : "attempts")}; "
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
                ReceiverAnswer.Outcome.Misdirected, "makes no TLS connection. Check that it uses https, and that this machine trusts its certificate for this name. SSL_CERT_FILE can name a file with more trusted certificates.");
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

    /// <summary>The beginning of an answer's text, in one line without control characters, as far as it was received.</summary>
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
            // The status has already decided the outcome.
        }

        var words = Encoding.UTF8.GetString(bytes, 0, length).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var line = string.Concat(string.Join(' ', words).Where(c => !char.IsControl(c)));
        return line.Length > MostText ? line[..MostText] + "…" : line;
    }

    // .NET's messages would repeat the name of the machine.
    private static string Explain(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "there is no machine with that name",
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => "connection refused",
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.HostUnreachable or SocketError.NetworkUnreachable } } => "that machine cannot be reached",
        _ => "the connection broke off",
    };
}
