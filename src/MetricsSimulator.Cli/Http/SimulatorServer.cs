using System.Net.Sockets;
using System.Text;
using MetricsSimulator.Cli.Http.Transport;
using MetricsSimulator.Configuration.Server;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace MetricsSimulator.Cli.Http;

/// <summary>The HTTP server of a running simulator. Thread-safe once started.</summary>
internal sealed class SimulatorServer : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromMilliseconds(500);

    private readonly KestrelServer _server;
    private readonly RequestDelegate _answer;
    private readonly string _host;
    private readonly int _port;
    private readonly string? _remedy;

    /// <summary>Creates the server. It listens after <see cref="StartAsync"/>.</summary>
    /// <param name="listen">The address to listen on.</param>
    /// <param name="answer">Answers a request: the <see cref="Endpoints"/> of a run, or something that chooses between several runs.</param>
    /// <param name="served">The options of the server.</param>
    public SimulatorServer(ServerConfiguration listen, RequestDelegate answer, ServeOptions served)
    {
        _answer = answer;
        _host = listen.Host;
        _port = listen.Port;
        _remedy = served.Remedy;
        var options = new KestrelServerOptions
        {
            AddServerHeader = false,
            // The bytes of a header are opaque (RFC 9110, 5.5). Read each byte as one character, so that none is refused.
            RequestHeaderEncodingSelector = _ => Encoding.Latin1,
        };
        // The transport itself drops readers that take nothing.
        options.Limits.MinResponseDataRate = null;
        if (served.IsHttp2) options.ConfigureEndpointDefaults(static listen => listen.Protocols = HttpProtocols.Http2);
        else options.ConfigureEndpointDefaults(DirectOutput.UseDirectOutput);
        ListenAddress.Listen(options, _host, _port);
        _server = new KestrelServer(Options.Create(options), new SocketListenerFactory(served.Patience, served.Wall, served.Log), NullLoggerFactory.Instance);
    }

    /// <summary>The port on which the server listens, known once it has started.</summary>
    public int Port { get; private set; }

    /// <summary>Starts to listen.</summary>
    /// <returns>Null, or why it cannot listen, and what to do.</returns>
    public async Task<string?> StartAsync(CancellationToken cancellation)
    {
        try
        {
            await _server.StartAsync(new Application(_answer), cancellation);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            return ListenAddress.InUse(_host, _port, _remedy);
        }
        catch (Exception exception) when (exception is IOException or SocketException && exception.GetBaseException() is not OutOfMemoryException)
        {
            return ListenAddress.Unusable(_host, _port, exception.GetBaseException().Message, _remedy);
        }

        var addresses = _server.Features.Get<IServerAddressesFeature>()!;
        Port = new Uri(addresses.Addresses.First()).Port;
        return null;
    }

    /// <summary>Stops listening, and gives requests that are under way half a second to finish.</summary>
    public async Task StopAsync()
    {
        using var patience = new CancellationTokenSource(ShutdownTimeout);
        await _server.StopAsync(patience.Token);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Passes requests of the server to the function that answers them. Thread-safe.</summary>
    private sealed class Application(RequestDelegate answer) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => answer(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
