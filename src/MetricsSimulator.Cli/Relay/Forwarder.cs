using System.Collections.Immutable;
using System.Globalization;
using System.Net.Sockets;
using MetricsSimulator.Cli.Push;

namespace MetricsSimulator.Cli.Relay;

/// <summary>Passes requests on to a receiver, with the same headers and body. It does not follow redirects or use proxies. Thread-safe.</summary>
/// <param name="receiver">The address of the receiver, to which the path of the request is added.</param>
/// <param name="name">A name that no other relay has, a token of HTTP. Each request bears it in the header Via, so that the relay knows it again. Source: RFC 9110, section 7.6.3.</param>
internal sealed class Forwarder(Uri receiver, string name) : IDisposable
{
    private const int MostSeconds = 30;

    // These are about one connection. Source: RFC 9110, section 7.6.1.
    private static readonly string[] s_ofConnection = ["Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Host", "Content-Length", "Expect"];

    private readonly HttpMessageInvoker _client = new(ReceiverConnection.CreateHandler());

    /// <summary>The address without a query, for messages.</summary>
    public string Receiver => ReceiverAddress.Show(receiver);

    /// <summary>Whether this relay has already passed a request on, which came back.</summary>
    public bool HasPassed(HttpRequest request) => request.Headers.Via.ToString().Split(',').Any(via => via.Trim().EndsWith(" " + name, StringComparison.Ordinal));

    /// <summary>Passes a request on.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body, as it was sent.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>The answer; or, as a part of a sentence, why there is none.</returns>
    public async Task<(ForwardedAnswer? Answer, string Failure)> SendAsync(HttpRequest request, byte[] body, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(MostSeconds));
        var target = new UriBuilder(receiver) { Path = receiver.AbsolutePath.TrimEnd('/') + request.Path.Value };
        using var message = new HttpRequestMessage(HttpMethod.Post, target.Uri) { Content = new ByteArrayContent(body) };
        foreach (var (header, values) in request.Headers)
        {
            if (s_ofConnection.Contains(header, StringComparer.OrdinalIgnoreCase)) continue;
            if (!message.Headers.TryAddWithoutValidation(header, (IEnumerable<string?>)values)) message.Content.Headers.TryAddWithoutValidation(header, (IEnumerable<string?>)values);
        }

        message.Headers.TryAddWithoutValidation("Via", "1.1 " + name);

        try
        {
            using var response = await _client.SendAsync(message, patience.Token);
            var headers = response.Headers.Concat(response.Content.Headers).Where(header => !s_ofConnection.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
                .Select(header => KeyValuePair.Create(header.Key, header.Value.ToArray())).ToImmutableArray();
            return (new ForwardedAnswer((int)response.StatusCode, headers, await response.Content.ReadAsByteArrayAsync(patience.Token)), "");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"{Receiver} did not answer within {MostSeconds} s"));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return (null, exception switch
            {
                HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => $"there is no machine with the name of {Receiver}",
                HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => $"no TLS connection to {Receiver} is possible; check the certificate, or name more trusted ones with SSL_CERT_FILE",
                HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => $"nothing listens on {Receiver}; start the receiver there, or correct --forward",
                _ => $"the connection to {Receiver} broke off",
            });
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
