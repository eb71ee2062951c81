using System.Net;
using System.Net.Sockets;

namespace MetricsSimulator.Test.Tools;

/// <summary>A port of the loopback interface on which nothing listens.</summary>
internal static class FreePort
{
    /// <summary>Finds a free port; another program may take it meanwhile.</summary>
    public static int Find()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
