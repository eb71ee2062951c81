using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MetricsSimulator.PeerBench.Exports;

/// <summary>
/// A receiver of OTLP over HTTP on a free port of the loopback interface. One thread reads each request whole and answers that it was accepted; it looks at the points of the first export only.
/// </summary>
internal sealed class OtlpReceiver : IDisposable
{
    private static readonly byte[] accepted = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n");

    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Thread thread;
    private byte[] buffer = new byte[1 << 20];

    public OtlpReceiver()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        thread = new Thread(Receive) { IsBackground = true };
        thread.Start();
    }

    public int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

    /// <summary>The number of requests so far.</summary>
    public long Requests { get; private set; }

    /// <summary>The bytes of their bodies.</summary>
    public long Bytes { get; private set; }

    /// <summary>What the first export contains, by the names of metrics: the number of points, and the bytes of their attributes.</summary>
    public PointCount First { get; } = new();

    /// <summary>The most points that are looked at.</summary>
    public int PointsOfAnExport { get; init; }

    public void Dispose()
    {
        listener.Dispose();
        thread.Join();
    }

    private void Receive()
    {
        try
        {
            while (true)
            {
                using var connection = listener.Accept();
                connection.NoDelay = true;
                while (ReadRequest(connection)) connection.Send(accepted);
            }
        }
        catch (SocketException)
        {
            // The listener was closed.
        }
    }

    private bool ReadRequest(Socket connection)
    {
        var (filled, head) = (0, -1);
        while (head < 0)
        {
            var received = connection.Receive(buffer.AsSpan(filled));
            if (received == 0)
                return false;
            filled += received;
            head = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
        }

        var length = LengthIn(Encoding.ASCII.GetString(buffer, 0, head));
        var whole = head + 4 + length;
        if (buffer.Length < whole)
            Array.Resize(ref buffer, whole);
        while (filled < whole)
        {
            var received = connection.Receive(buffer.AsSpan(filled, whole - filled));
            if (received == 0)
                return false;
            filled += received;
        }

        Requests++;
        Bytes += length;
        if (First.Points < PointsOfAnExport)
            First.Add(buffer.AsSpan(head + 4, length));
        return true;
    }

    private static int LengthIn(string head)
    {
        const string Name = "\r\ncontent-length:";
        var at = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            throw new BenchmarkException($"a request has no length: {head}");
        var value = head[(at + Name.Length)..];
        var end = value.IndexOf('\r', StringComparison.Ordinal);
        return int.Parse(end < 0 ? value : value[..end], CultureInfo.InvariantCulture);
    }
}
