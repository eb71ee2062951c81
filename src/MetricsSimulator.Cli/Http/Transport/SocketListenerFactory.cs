using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace MetricsSimulator.Cli.Http.Transport;

/// <summary>Listens on sockets as ASP.NET Core does, but with the accept loop of <see cref="SocketListener"/>.</summary>
/// <param name="patience">How long a connection stays open if its reader takes nothing, in whole milliseconds.</param>
/// <param name="time">The clock.</param>
/// <param name="tell">Receives a line when connections run out of files; null for no message.</param>
internal sealed class SocketListenerFactory(TimeSpan patience, TimeProvider time, Action<string>? tell) : IConnectionListenerFactory
{
    private const int Backlog = 512;

    /// <inheritdoc/>
    /// <exception cref="AddressInUseException">Another program listens there.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        Socket? socket = null;
        try
        {
            socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.Listen(Backlog);
            return ValueTask.FromResult<IConnectionListener>(new SocketListener(socket, patience, time, tell));
        }
        catch (SocketException exception)
        {
            socket?.Dispose();
            if (exception.SocketErrorCode == SocketError.AddressAlreadyInUse) throw new AddressInUseException(exception.Message, exception);
            throw;
        }
    }
}
