using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MetricsSimulator.PeerBench.Client;

/// <summary>Ports and connections on 127.0.0.1.</summary>
internal static partial class Loopback
{
    private const uint MicrosecondsBetweenTries = 500;

    public static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    /// <summary>Tries every half millisecond until a server listens on the port.</summary>
    public static Socket ConnectWhenListening(int port, TimeSpan deadline, Action betweenTries)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < deadline)
        {
            if (TryConnect(port) is { } socket)
                return socket;
            betweenTries();
            _ = Sleep(MicrosecondsBetweenTries);
        }
        throw new BenchmarkException($"nothing listened on port {port} within {deadline.TotalSeconds:0} s");
    }

    /// <summary>Returns a connection, or null if it is refused. It throws no exception, because that would take longer than the attempt.</summary>
    private static Socket? TryConnect(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var done = new ManualResetEventSlim();
        using var attempt = new SocketAsyncEventArgs { RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, port) };
        attempt.Completed += (_, _) => done.Set();
        if (socket.ConnectAsync(attempt))
            done.Wait();
        if (attempt.SocketError == SocketError.Success)
            return socket;
        socket.Dispose();
        return null;
    }

    [LibraryImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sleep(uint microseconds);
}
