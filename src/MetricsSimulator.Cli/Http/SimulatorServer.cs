using System.Net.Sockets;
using System.Text;
using MetricsSimulator.Cli.Http.Transport;
using MetricsSimulator.Configuration.Server;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace MetricsSimulator.Cli.Http;

/// <summary>The HTTP server of a running simulator. Thread-safe once started.</summary>
internal sealed class SimulatorServer : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromMilliseconds(500);

    private readonly WebApplication _application;
    private readonly string _host;
    private readonly int _port;

    /// <summary>Creates the server; it listens once it is started.</summary>
    /// <param name="listen">Where it listens.</param>
    /// <param name="answer">Answers a request: the <see cref="Endpoints"/> of a run, or what chooses among those of several runs.</param>
    /// <param name="served">How it is served.</param>
    public SimulatorServer(ServerConfiguration listen, RequestDelegate answer, ServeOptions served)
    {
        _host = listen.Host;
        _port = listen.Port;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            // The working folder, which it is otherwise, may be gone.
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            // The bytes of a header are opaque (RFC 9110, 5.5): one character each, so that all of them are read.
            options.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
            // The connections let go of readers that take nothing, however much there is to send.
            options.Limits.MinResponseDataRate = null;
            options.ConfigureEndpointDefaults(DirectOutput.UseDirectOutput);
            ListenAddress.Listen(options, _host, _port);
        });
        // The last one that is added listens.
        builder.Services.AddSingleton<IConnectionListenerFactory>(new SocketListenerFactory(served.Patience, served.Wall, served.Log));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        _application = builder.Build();
        _application.Run(answer);
    }

    /// <summary>The port that is listened on, known once the server has started.</summary>
    public int Port { get; private set; }

    /// <summary>Listens from now on.</summary>
    /// <returns>Null, or what is in the way and what to do about it.</returns>
    public async Task<string?> StartAsync(CancellationToken cancellation)
    {
        try
        {
            await _application.StartAsync(cancellation);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            return ListenAddress.InUse(_host, _port);
        }
        catch (Exception exception) when (exception is IOException or SocketException && exception.GetBaseException() is not OutOfMemoryException)
        {
            return ListenAddress.Unusable(_host, _port, exception.GetBaseException().Message);
        }

        var addresses = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Port = new Uri(addresses.Addresses.First()).Port;
        return null;
    }

    /// <summary>Answers what is under way, within half a second, and listens no more.</summary>
    public Task StopAsync() => _application.StopAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
