using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace MetricsSimulator.Cli.Http;

/// <summary>The address on which a server listens, as users write it.</summary>
internal static class ListenAddress
{
    /// <summary>Makes a server listen.</summary>
    /// <param name="options">The server.</param>
    /// <param name="host">localhost or an address.</param>
    /// <param name="port">The port; 0 chooses a free one.</param>
    public static void Listen(KestrelServerOptions options, string host, int port)
    {
        // localhost means two addresses, which do not get the same free port.
        if (host == "localhost" && port != 0) options.ListenLocalhost(port);
        else options.Listen(host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(host), port);
    }

    /// <summary>Finds a port on which a server can listen, before it does.</summary>
    /// <param name="host">localhost or an address.</param>
    /// <param name="port">The port; 0 chooses a free one.</param>
    /// <param name="failure">Why it cannot listen, and what to do; null if it can.</param>
    /// <param name="remedy">What to do if another program has the port; null for what a run does.</param>
    /// <returns>The port.</returns>
    public static int FindPort(string host, int port, out string? failure, string? remedy = null)
    {
        failure = null;
        // A machine may have no IPv6 address, and the server finds other errors itself.
        IPAddress[] addresses = host != "localhost" ? [IPAddress.Parse(host)] : port == 0 ? [IPAddress.Loopback] : [IPAddress.Loopback, IPAddress.IPv6Loopback];
        foreach (var address in addresses)
        {
            try
            {
                using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(address, port));
                port = ((IPEndPoint)socket.LocalEndPoint!).Port;
            }
            catch (SocketException exception)
            {
                if (exception.SocketErrorCode == SocketError.AddressAlreadyInUse) failure = InUse(host, port, remedy);
                else if (host != "localhost" || address.AddressFamily == AddressFamily.InterNetwork) failure = Unusable(host, port, exception.Message);
            }
        }

        return port;
    }

    /// <summary>The message that another program listens on a port, and what to do.</summary>
    public static string InUse(string host, int port, string? remedy = null)
    {
        if (remedy is not null) return $"Port {port} on {host} is in use. {remedy}";
        var other = port == 9464 ? 9465 : 9464;
        return $"Port {port} on {host} is in use (Prometheus itself listens on 9090 by default). Choose another: --port {other}, or make simulate PORT={other}.";
    }

    /// <summary>The message that the server cannot listen on a port, and what to do.</summary>
    public static string Unusable(string host, int port, string reason, string? remedy = null) =>
        $"Cannot listen on port {port} of {host}: {reason}. {remedy ?? "Choose another with --host and --port."}";
}
