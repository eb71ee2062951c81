using System.Buffers.Binary;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Events;
using MetricsSimulator.Formats.Otlp;

namespace MetricsSimulator.Cli.History.Text;

/// <summary>
/// What the processes of a workload export, as requests of OTLP: one in each line as JSON, or each with its length before it as Protocol Buffers, as the file exporter of a collector
/// writes them.
/// </summary>
/// <param name="span">The ticks at which they export.</param>
/// <param name="stream">The destination.</param>
/// <param name="options">When they export, and what values contain.</param>
/// <param name="signals">What is written.</param>
/// <param name="isJson">Whether to write JSON.</param>
internal sealed class ExportsHistory(RunSpan span, Stream stream, ExportOptions options, Signals signals, bool isJson) : BatchHistory(span, stream)
{
    private readonly JsonLines _lines = new();
    private readonly OtlpProtobuf _protobuf = new();

    /// <inheritdoc/>
    protected override void Write(EventBatch batch, Stream output)
    {
        var exports = batch.FindExports(options);
        foreach (var export in signals.HasFlag(Signals.Metrics) ? exports.Metrics : [])
        {
            if (isJson) _lines.Write(output, export, OtlpJson.Write);
            else WriteDelimited(output, _protobuf.Encode(export));
        }

        foreach (var export in signals.HasFlag(Signals.Logs) ? exports.Logs : [])
        {
            if (isJson) _lines.Write(output, export, OtlpJson.Write);
            else WriteDelimited(output, _protobuf.Encode(export));
        }
    }

    private static void WriteDelimited(Stream output, ReadOnlySpan<byte> request)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, request.Length);
        output.Write(length);
        output.Write(request);
    }
}
