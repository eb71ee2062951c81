using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MetricsSimulator.PeerBench.Servers;

/// <summary>
/// The lower limit for the time of a scrape. This server answers each request with bytes that are already in memory, as many as
/// a real exposition has. It renders nothing, and its values never change.
/// </summary>
internal static class BytesFromMemory
{
    public static string[] Arguments(int port, long plainLength, long gzipLength) =>
        [.. new[] { port, plainLength, gzipLength }.Select(number => number.ToString(CultureInfo.InvariantCulture)).Prepend("send-bytes")];

    public static int Run(string[] args)
    {
        var numbers = Array.ConvertAll(args, text => int.Parse(text, CultureInfo.InvariantCulture));
        var plain = Lines(numbers[1]);
        var plainHead = Head(plain.Length, "");
        var gzip = Lines(numbers[2]);
        var gzipHead = Head(gzip.Length, "Content-Encoding: gzip\r\n");
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, numbers[0]));
        listener.Listen();
        while (true)
        {
            using var connection = listener.Accept();
            connection.NoDelay = true;
            while (ReadRequest(connection) is { } request)
            {
                var wantsGzip = request.Contains("Accept-Encoding: gzip", StringComparison.OrdinalIgnoreCase);
                connection.Send(wantsGzip ? gzipHead : plainHead);
                connection.Send(wantsGzip ? gzip : plain);
            }
        }
    }

    private static byte[] Head(int length, string encoding) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{encoding}Content-Length: {length}\r\n\r\n");

    private static byte[] Lines(int length)
    {
        var line = Encoding.ASCII.GetBytes("bench_queue_depth{host=\"h42\",queue=\"q4\",region=\"r2\",worker=\"w42\"} 4242.424242424\n");
        var body = new byte[length];
        for (var i = 0; i < length; i += line.Length)
            line.AsSpan(0, Math.Min(line.Length, length - i)).CopyTo(body.AsSpan(i));
        return body;
    }

    private static string? ReadRequest(Socket connection)
    {
        var buffer = new byte[4096];
        var filled = 0;
        while (filled < buffer.Length)
        {
            var received = connection.Receive(buffer.AsSpan(filled));
            if (received == 0)
                return null;
            filled += received;
            if (buffer.AsSpan(0, filled).EndsWith("\r\n\r\n"u8))
                return Encoding.ASCII.GetString(buffer, 0, filled);
        }
        return null;
    }
}
