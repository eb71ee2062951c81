using System.Net;
using System.Net.Sockets;

namespace MetricsSimulator.Test.Tools;

/// <summary>Two ports of the loopback interface in a row on which nothing listens.</summary>
internal static class TwoFreePorts
{
    /// <summary>Finds two free ports; other programs may take them meanwhile.</summary>
    /// <returns>The first of the two.</returns>
    public static int Find()
    {
        while (true)
        {
            var port = FreePort.Find();
            using var next = new TcpListener(IPAddress.Loopback, port + 1);
            try
            {
                next.Start();
                return port;
            }
            catch (SocketException)
            {
                // The next one is taken.
            }
        }
    }
}
