using System.Buffers.Binary;
using System.Text.Json;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Events;
using MetricsSimulator.Formats.Otlp;
using MetricsSimulator.Model;
using MetricsSimulator.Workload;

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
internal sealed class ExportsHistory(RunSpan span, Stream stream, ExportOptions options, Signals signals, bool isJson) : HistoryWriter
{
    private readonly OtlpProtobuf _protobuf = new();

    /// <inheritdoc/>
    public override long Steps => span.EndTick;

    /// <inheritdoc/>
    public override void Write(IProgress<HistoryProgress>? progress, CancellationToken cancellation)
    {
        using var buffered = new BufferedStream(stream, 1 << 16);
        using var json = new Utf8JsonWriter(buffered, JsonText.Options);
        var simulator = span.Simulate(SeriesSelection.Of(WorkloadDefinition.KeyOfWorkload), deliver: WriteRequests);
        simulator.AdvanceTo(span.EndTick, progress is null ? null : new TicksDone(progress), cancellation);
        buffered.Flush();

        void WriteRequests(EventBatch batch)
        {
            if (batch.Tick <= span.FirstTick) return;
            var exports = batch.FindExports(options);
            if (signals.HasFlag(Signals.Metrics))
            {
                foreach (var export in exports.Metrics)
                {
                    if (isJson) WriteLine(() => OtlpJson.Write(json, export));
                    else WriteDelimited(_protobuf.Encode(export));
                }
            }

            if (!signals.HasFlag(Signals.Logs)) return;
            foreach (var export in exports.Logs)
            {
                if (isJson) WriteLine(() => OtlpJson.Write(json, export));
                else WriteDelimited(_protobuf.Encode(export));
            }
        }

        void WriteLine(Action write)
        {
            write();
            json.Flush();
            json.Reset();
            buffered.WriteByte((byte)'\n');
        }

        void WriteDelimited(ReadOnlySpan<byte> request)
        {
            Span<byte> length = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32BigEndian(length, request.Length);
            buffered.Write(length);
            buffered.Write(request);
        }
    }

    private sealed class TicksDone(IProgress<HistoryProgress> progress) : IProgress<long>
    {
        public void Report(long value) => progress.Report(new HistoryProgress(value));
    }
}
