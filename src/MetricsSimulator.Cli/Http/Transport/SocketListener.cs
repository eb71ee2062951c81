using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace MetricsSimulator.Cli.Http.Transport;

/// <summary>
/// Accepts connections. If the process cannot open more files, it waits until some are closed; ASP.NET Core's own listener would retry at once
/// and for ever. The system closes a connection whose reader takes nothing for too long.
/// </summary>
/// <param name="socket">The socket that listens.</param>
/// <param name="patience">How long a connection stays open if its reader takes nothing, in whole milliseconds.</param>
/// <param name="time">The clock.</param>
/// <param name="tell">Receives a line when connections run out of files; null for no message.</param>
internal sealed class SocketListener(Socket socket, TimeSpan patience, TimeProvider time, Action<string>? tell) : IConnectionListener
{
    private const int UserTimeout = 18;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly SocketConnectionContextFactory _connections = new(new SocketConnectionFactoryOptions(), NullLogger.Instance);
    private bool _isShort;

    /// <inheritdoc/>
    public EndPoint EndPoint => socket.LocalEndPoint!;

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                var accepted = await socket.AcceptAsync(cancellationToken);
                _isShort = false;
                return Connect(accepted);
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return null;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
            {
                if (!_isShort) tell?.Invoke("serve: this process cannot open more files (see ulimit -n), so new connections wait until others close.");
                _isShort = true;
                await Task.Delay(s_pause, time, cancellationToken);
            }
            catch (SocketException)
            {
                // The other side closed the connection before it was accepted.
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        socket.Dispose();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        _connections.Dispose();
        return default;
    }

    private ConnectionContext Connect(Socket accepted)
    {
        try
        {
            accepted.NoDelay = true;
            // Source: Linux man-pages, tcp(7), TCP_USER_TIMEOUT: it also applies to data for which a reader has no room.
            if (OperatingSystem.IsLinux())
                accepted.SetRawSocketOption((int)SocketOptionLevel.Tcp, UserTimeout, BitConverter.GetBytes((int)patience.TotalMilliseconds));
            return _connections.Create(accepted);
        }
        catch (SocketException)
        {
            accepted.Dispose();
            throw;
        }
    }
}
