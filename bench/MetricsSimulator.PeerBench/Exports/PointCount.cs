using System.Text;

namespace MetricsSimulator.PeerBench.Exports;

/// <summary>Counts the points of requests, and sums a hash of their attributes, which does not depend on the order of points. It knows just enough of Protocol Buffers and of OTLP.</summary>
internal sealed class PointCount
{
    private const int Gauge = 5, Sum = 7, Attributes = 7;

    public int Points { get; private set; }

    /// <summary>The same for two exports with the same names and attributes.</summary>
    public ulong Fingerprint { get; private set; }

    /// <summary>Adds an <c>ExportMetricsServiceRequest</c>.</summary>
    public void Add(ReadOnlySpan<byte> request) =>
        Each(request, (resource, scopes) =>
        {
            if (resource == 1) Each(scopes, (field, scope) => { if (field == 2) Each(scope, (part, metric) => { if (part == 2) AddMetric(metric); }); });
        });

    private void AddMetric(ReadOnlySpan<byte> metric)
    {
        var name = "";
        Each(metric, (field, content) =>
        {
            if (field == 1) name = Encoding.UTF8.GetString(content);
            if (field is not (Gauge or Sum)) return;
            Each(content, (part, point) =>
            {
                if (part == 1) AddPoint(name, point);
            });
        });
    }

    private void AddPoint(string name, ReadOnlySpan<byte> point)
    {
        Points++;
        ulong hash = 14695981039346656037;
        foreach (var character in name) hash = (hash ^ character) * 1099511628211;
        Each(point, (field, attribute) =>
        {
            if (field != Attributes) return;
            foreach (var one in attribute) hash = (hash ^ one) * 1099511628211;
        });
        Fingerprint += hash;
    }

    private delegate void OnField(int field, ReadOnlySpan<byte> content);

    /// <summary>Visits the fields with a length of a message, and skips the others.</summary>
    private static void Each(ReadOnlySpan<byte> message, OnField onField)
    {
        while (!message.IsEmpty)
        {
            var tag = Read(ref message);
            switch (tag & 7)
            {
                case 0:
                    Read(ref message);
                    break;
                case 1:
                    message = message[8..];
                    break;
                case 2:
                    var length = (int)Read(ref message);
                    onField((int)(tag >> 3), message[..length]);
                    message = message[length..];
                    break;
                default:
                    throw new BenchmarkException($"a request has a field of wire type {tag & 7}");
            }
        }
    }

    private static ulong Read(ref ReadOnlySpan<byte> message)
    {
        ulong number = 0;
        var i = 0;
        do number |= (ulong)(message[i] & 0x7f) << (7 * i);
        while (message[i++] >= 0x80);
        message = message[i..];
        return number;
    }
}
