using System.Buffers.Binary;
using System.Text;

namespace MetricsSimulator.Test.Formats.RemoteWrite;

/// <summary>A series of a request of remote write as a receiver reads it.</summary>
/// <param name="Labels">The labels in the order of the request.</param>
/// <param name="Samples">The samples in the order of the request: milliseconds, and the bits of the value.</param>
internal sealed record ReceivedSeries((string Name, string Value)[] Labels, (long Timestamp, long Bits)[] Samples)
{
    /// <summary>The labels as in PromQL.</summary>
    public string Name => $"{{{string.Join(", ", Labels.Select(label => $"{label.Name}=\"{Escape(label.Value)}\""))}}}";

    /// <summary>Reads the body of a request, and fails on everything that should not be in it.</summary>
    public static ReceivedSeries[] Read(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> message = SnappyBlock.Decompress(body);
        var series = new List<ReceivedSeries>();
        while (!message.IsEmpty) series.Add(ReadSeries(Content(ref message, 0x0A)));
        return [.. series];
    }

    private static ReceivedSeries ReadSeries(ReadOnlySpan<byte> message)
    {
        var labels = new List<(string, string)>();
        var samples = new List<(long, long)>();
        while (!message.IsEmpty && message[0] == 0x0A)
        {
            var label = Content(ref message, 0x0A);
            var name = Encoding.UTF8.GetString(Content(ref label, 0x0A));
            labels.Add((name, Encoding.UTF8.GetString(Content(ref label, 0x12))));
            Assert.True(label.IsEmpty);
        }

        while (!message.IsEmpty)
        {
            var sample = Content(ref message, 0x12);
            Assert.Equal(0x09, sample[0]);
            var bits = BinaryPrimitives.ReadInt64LittleEndian(sample[1..]);
            Assert.Equal(0x10, sample[9]);
            sample = sample[10..];
            samples.Add(((long)SnappyBlock.Varint(ref sample), bits));
            Assert.True(sample.IsEmpty);
        }

        return new ReceivedSeries([.. labels], [.. samples]);
    }

    private static ReadOnlySpan<byte> Content(ref ReadOnlySpan<byte> message, byte field)
    {
        Assert.Equal(field, message[0]);
        message = message[1..];
        var length = (int)SnappyBlock.Varint(ref message);
        var content = message[..length];
        message = message[length..];
        return content;
    }

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
