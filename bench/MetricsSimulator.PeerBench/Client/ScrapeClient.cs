using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace MetricsSimulator.PeerBench.Client;

/// <summary>
/// Scrapes over one keep-alive connection, as Prometheus does. It only counts the bytes that it receives, so it adds little to
/// the time of a scrape. All servers are measured with it.
/// </summary>
internal sealed class ScrapeClient(int port, TimeSpan deadline, Socket connected) : IDisposable
{
    private readonly byte[] buffer = new byte[256 * 1024];
    private readonly int port = port;
    private readonly TimeSpan deadline = deadline;
    private Socket? connection = WithDeadline(connected, deadline);

    /// <summary>Sends a GET request and receives the whole response. The time runs from the first byte sent to the last byte received.</summary>
    public Scrape Get(string path, bool gzip = false, Stream? copyTo = null)
    {
        var request = Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept: text/plain;version=0.0.4\r\n"
            + (gzip ? "Accept-Encoding: gzip\r\n" : "") + "User-Agent: scrape-bench\r\n\r\n");
        connection ??= Connect();
        try
        {
            var tally = new BodyTally(countLines: !gzip, copyTo);
            var start = Stopwatch.GetTimestamp();
            connection.Send(request);
            var head = Receive(connection, tally, start);
            var elapsed = Stopwatch.GetElapsedTime(start);
            if (head.ClosesConnection)
                Disconnect();
            return new Scrape(head.Status, head.IsGzip, elapsed, tally.Bytes, tally.Lines, tally.Opening);
        }
        catch (SocketException exception)
        {
            Disconnect();
            throw new BenchmarkException($"GET {path} on port {port}: {exception.Message}");
        }
    }

    public void Dispose() => Disconnect();

    private ResponseHead Receive(Socket socket, BodyTally tally, long start)
    {
        var filled = 0;
        int headLength;
        while ((headLength = ResponseHead.LengthIn(buffer.AsSpan(0, filled))) < 0)
        {
            if (filled == buffer.Length)
                throw new BenchmarkException("the head of the answer has no end");
            filled += ReceiveSome(socket, buffer.AsSpan(filled), start);
        }
        var head = ResponseHead.Parse(Encoding.ASCII.GetString(buffer, 0, headLength));
        var framing = new BodyFraming(head);
        framing.Take(buffer.AsSpan(headLength, filled - headLength), tally);
        while (!framing.IsComplete)
            framing.Take(buffer.AsSpan(0, ReceiveSome(socket, buffer, start)), tally);
        return head;
    }

    private int ReceiveSome(Socket socket, Span<byte> target, long start)
    {
        var received = socket.Receive(target);
        if (received == 0)
            throw new BenchmarkException($"port {port} closed the connection before the answer was complete");
        if (Stopwatch.GetElapsedTime(start) > deadline)
            throw new BenchmarkException($"port {port} took longer than {deadline.TotalSeconds:0} s to answer");
        return received;
    }

    private Socket Connect() =>
        WithDeadline(Loopback.ConnectWhenListening(port, deadline, betweenTries: () => { }), deadline);

    private static Socket WithDeadline(Socket socket, TimeSpan deadline)
    {
        socket.ReceiveTimeout = socket.SendTimeout = (int)deadline.TotalMilliseconds;
        return socket;
    }

    private void Disconnect()
    {
        connection?.Dispose();
        connection = null;
    }
}
