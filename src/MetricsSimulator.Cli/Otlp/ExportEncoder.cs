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

    /// <summary>Encodes metrics.</summary>
    public ExportPart Encode(MetricExport export)
    {
        var points = 0;
        foreach (var sum in export.Sums) points += sum.Points.Length;
        var bytes = receiver.Protocol == OtlpProtocol.HttpJson ? Json(export, OtlpJson.Write) : _protobuf.Encode(export).ToArray();
        return new ExportPart(bytes, points, export.Temporality == Temporality.Cumulative ? export.Process : null);
    }

    /// <summary>Encodes log events.</summary>
    public ExportPart Encode(LogExport export) =>
        new(receiver.Protocol == OtlpProtocol.HttpJson ? Json(export, OtlpJson.Write) : _protobuf.Encode(export).ToArray(), export.Events.Length);

    /// <summary>A request.</summary>
    /// <param name="parts">Its parts.</param>
    public ReadOnlyMemory<byte> Request(IReadOnlyList<ExportPart> parts)
    {
        var isJson = receiver.Protocol == OtlpProtocol.HttpJson;
        using var request = new MemoryStream();
        // A request in JSON is an object with one array. Two messages of Protocol Buffers, one after the other, are one message with the repeated fields of both.
        if (isJson) request.Write(_begin);
        for (var i = 0; i < parts.Count; i++)
        {
            if (isJson && i > 0) request.WriteByte((byte)',');
            var part = parts[i].Bytes;
            request.Write((isJson ? part[_begin.Length..^End.Length] : part).Span);
        }

        if (isJson) request.Write(End);
        var bytes = request.GetBuffer().AsMemory(0, (int)request.Length);
        return receiver.IsCompressed ? Compressed(bytes.Span) : bytes;
    }

    private static byte[] Compressed(ReadOnlySpan<byte> bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return compressed.ToArray();
    }

    private byte[] Json<T>(T export, Action<Utf8JsonWriter, T> write)
    {
        _json.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_json, JsonText.Options)) write(json, export);
        return _json.WrittenSpan.ToArray();
    }
}
