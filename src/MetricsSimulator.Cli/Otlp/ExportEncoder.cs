using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Events;
using MetricsSimulator.Formats.Otlp;

namespace MetricsSimulator.Cli.Otlp;

/// <summary>Encodes exports as parts, and parts as requests. One thread at a time may encode exports, and another requests.</summary>
/// <param name="receiver">The receiver.</param>
internal sealed class ExportEncoder(OtlpReceiver receiver)
{
    private static ReadOnlySpan<byte> End => "]}"u8;

    private readonly byte[] _begin = Encoding.UTF8.GetBytes($"{{\"{receiver.Signal.JsonField}\":[");
    private readonly OtlpProtobuf _protobuf = new();
    private readonly ArrayBufferWriter<byte> _json = new();
    private ArrayBufferWriter<byte> _joined = new();
    private byte[] _compressed = [];

    /// <summary>Encodes metrics.</summary>
    public ExportPart Encode(MetricExport export)
    {
        var points = 0;
        foreach (var sum in export.Sums) points += sum.Points.Length;
        return new ExportPart(receiver.Protocol == OtlpProtocol.HttpJson ? Json(export, OtlpJson.Write) : _protobuf.Encode(export), points, KeysOf(export, points));
    }

    /// <summary>Encodes log events.</summary>
    public ExportPart Encode(LogExport export) => new(receiver.Protocol == OtlpProtocol.HttpJson ? Json(export, OtlpJson.Write) : _protobuf.Encode(export), export.Events.Length);

    /// <summary>A request, valid until the next.</summary>
    /// <param name="parts">Its parts, which must not be released before it is sent.</param>
    public ReadOnlyMemory<byte> Request(IReadOnlyList<ExportPart> parts)
    {
        var bytes = parts.Count == 1 ? parts[0].Bytes : Joined(parts);
        return receiver.IsCompressed ? Compressed(bytes.Span) : bytes;
    }

    /// <summary>Leaves the last request to whoever may still read it, and uses other memory for the next.</summary>
    public void Abandon() => (_joined, _compressed) = (new ArrayBufferWriter<byte>(), []);

    private static ReadOnlySpan<PointKey> KeysOf(MetricExport export, int points)
    {
        if (export.Temporality == Temporality.Delta) return [];
        var keys = new PointKey[points];
        var process = (long)export.Process.GetHashCode(StringComparison.Ordinal) << 32;
        var at = 0;
        foreach (var sum in export.Sums)
        {
            foreach (var point in sum.Points)
            {
                var hash = new HashCode();
                hash.Add(sum.Name, StringComparer.Ordinal);
                foreach (var (name, value) in point.Attributes)
                {
                    hash.Add(name, StringComparer.Ordinal);
                    hash.Add(value);
                }

                keys[at++] = new PointKey(process | (uint)hash.ToHashCode(), (sum.Restart ?? export.Start).UtcTicks);
            }
        }

        return keys;
    }

    private ReadOnlyMemory<byte> Joined(IReadOnlyList<ExportPart> parts)
    {
        var isJson = receiver.Protocol == OtlpProtocol.HttpJson;
        _joined.ResetWrittenCount();
        // A request in JSON is an object with one array. Two messages of Protocol Buffers, one after the other, are one message with the repeated fields of both.
        if (isJson) _joined.Write(_begin);
        for (var i = 0; i < parts.Count; i++)
        {
            if (isJson && i > 0) _joined.Write(","u8);
            var part = parts[i].Bytes.Span;
            _joined.Write(isJson ? part[_begin.Length..^End.Length] : part);
        }

        if (isJson) _joined.Write(End);
        return _joined.WrittenMemory;
    }

    private ReadOnlyMemory<byte> Compressed(ReadOnlySpan<byte> bytes)
    {
        // Deflate at its fastest writes at most 9 bits for 8.
        var most = bytes.Length + bytes.Length / 8 + 256;
        if (_compressed.Length < most) _compressed = new byte[most];
        using var stream = new MemoryStream(_compressed);
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(bytes);
        return _compressed.AsMemory(0, (int)stream.Position);
    }

    private ReadOnlySpan<byte> Json<T>(T export, Action<Utf8JsonWriter, T> write)
    {
        _json.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_json, JsonText.Options)) write(json, export);
        return _json.WrittenSpan;
    }
}
