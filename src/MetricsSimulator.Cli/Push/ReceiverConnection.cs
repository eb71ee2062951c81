using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Push;

/// <summary>Posts requests to a receiver, each once. It does not follow redirects or use proxies. Thread-safe.</summary>
/// <param name="url">The receiver.</param>
/// <param name="time">The clock.</param>
/// <param name="handler">Sends the requests, and is disposed with the connection; null for the network.</param>
internal sealed class ReceiverConnection(Uri url, TimeProvider time, HttpMessageHandler? handler = null) : IDisposable
{
    /// <summary>The longest pause that a receiver can ask for: a day.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private static readonly ProductInfoHeaderValue s_agent = new("claude-metrics-simulator", typeof(ReceiverConnection).Assembly.GetName().Version!.ToString(3));

    private readonly HttpMessageInvoker _client = new(handler ?? CreateHandler());

    /// <summary>The address of the receiver, for messages.</summary>
    public string Receiver => ReceiverAddress.Show(url);

    /// <summary>A handler for the network.</summary>
    public static SocketsHttpHandler CreateHandler() => new() { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, SslOptions = TrustedCertificates.NewOptions() };

    /// <summary>Posts a request. It fails by its answer, and throws only if it is cancelled.</summary>
    /// <param name="content">The body, with its headers.</param>
    /// <param name="timeout">How long to wait for the answer.</param>
    /// <param name="prepare">Adds to the request.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<ReceiverAnswer> PostAsync(
        HttpContent content, TimeSpan timeout, Action<HttpRequestMessage> prepare, Func<HttpResponseMessage, CancellationToken, Task<ReceiverAnswer>> read, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Headers.UserAgent.Add(s_agent);
        prepare(request);
        try
        {
            using var response = await _client.SendAsync(request, either.Token);
            return await read(response, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return ReceiverAnswer.None($"no answer within {DurationText.Format(Rounded(timeout))}");
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            return new ReceiverAnswer(
                ReceiverAnswer.Outcome.Misdirected, "makes no TLS connection. Check that it uses https, and that this machine trusts its certificate for this name. SSL_CERT_FILE can name a file with more trusted certificates.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return request.Version == HttpVersion.Version20 && exception is HttpRequestException { HttpRequestError: HttpRequestError.HttpProtocolError or HttpRequestError.InvalidResponse or HttpRequestError.VersionNegotiationError }
                ? new ReceiverAnswer(ReceiverAnswer.Outcome.Misdirected, "does not speak HTTP/2, which gRPC needs. Set OTEL_EXPORTER_OTLP_PROTOCOL to http/protobuf, or send to another port: that of gRPC is 4317 for most receivers")
                : ReceiverAnswer.None(Explain(exception));
        }
    }

    /// <summary>The pause for which an answer asks, at most <see cref="LongestPause"/>; null if it asks for none.</summary>
    public TimeSpan? PauseOf(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var pause = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
        if (pause < TimeSpan.Zero) return TimeSpan.Zero;
        return pause > LongestPause ? LongestPause : pause;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    // What is left of a timeout is no round number.
    private static TimeSpan Rounded(TimeSpan timeout)
    {
        var unit = timeout < TimeSpan.FromSeconds(1) ? 1 : 100;
        return TimeSpan.FromMilliseconds(Math.Ceiling(timeout.TotalMilliseconds / unit - 0.01) * unit);
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
