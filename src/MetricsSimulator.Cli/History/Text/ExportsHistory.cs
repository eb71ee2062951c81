using System.Buffers.Binary;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Events;
using MetricsSimulator.Formats.Otlp;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.History.Text;

/// <summary>
/// What a run exports, as requests of OTLP: one in each line as JSON, or each with its length before it as Protocol Buffers, as the file exporter of a collector writes them. The
/// processes of a workload export by themselves; all other metrics are those of one process, which starts with the run.
/// </summary>
/// <param name="span">The ticks at which they export.</param>
/// <param name="stream">The destination.</param>
/// <param name="options">When they export, and what values contain.</param>
/// <param name="signals">What is written.</param>
/// <param name="isJson">Whether to write JSON.</param>
internal sealed class ExportsHistory(RunSpan span, Stream stream, ExportOptions options, Signals signals, bool isJson) : BatchHistory(span, stream)
{
    private readonly PointEncoder? _points = signals.HasFlag(Signals.Metrics) && span.HasPoints ? ExportedRun.EncoderOf(span.Recorded.Run, span.Recorded.Run.Configuration.Server.Port, ExportedRun.NamesOfWorkload(span.Models).Contains, options.Temporality, isJson) : null;
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

    /// <inheritdoc/>
    protected override SeriesSelection Selection => _points is null ? base.Selection : SeriesSelection.All;

    /// <inheritdoc/>
    protected override long NextRead(long tick) => _points is null ? base.NextRead(tick) : options.NextMetricTick(tick, Span.Recorded.Run.Model.Timeline.UpdateInterval);

    /// <inheritdoc/>
    protected override void Read(Simulator simulator, Stream output)
    {
        if (_points is null || NextRead(simulator.Tick - 1) != simulator.Tick) return;
        using var snapshot = simulator.Acquire(withStarts: true);
        _points.Begin(snapshot);
        while (_points.EncodeNext())
        {
            if (!isJson)
            {
                WriteDelimited(output, _points.Request.Span);
                continue;
            }

            output.Write(_points.Request.Span);
            output.WriteByte((byte)'\n');
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
