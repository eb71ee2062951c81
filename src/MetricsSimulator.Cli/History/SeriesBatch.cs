using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.History;

/// <summary>Some series of a run, simulated and encoded apart from the others. One thread at a time.</summary>
/// <param name="simulator">Simulates them, and nothing else.</param>
/// <param name="firstTick">The first tick that is written.</param>
internal sealed class SeriesBatch(Simulator simulator, long firstTick)
{
    private readonly SeriesEncoder _encoder = new(simulator.Layout);

    /// <summary>How many spans of time are done.</summary>
    public int Done { get; set; }

    /// <summary>The encoder.</summary>
    public SeriesEncoder Encoder => _encoder;

    /// <summary>Simulates and encodes a span.</summary>
    /// <param name="span">The span, the next after the one before.</param>
    /// <param name="scratch">Room for values.</param>
    /// <param name="chunks">The chunks of the span.</param>
    /// <param name="cancellation">Ends it early.</param>
    public void Encode(BlockSpan span, ref double[] scratch, EncodedChunks chunks, CancellationToken cancellation)
    {
        chunks.Clear();
        var width = simulator.Layout.ValueCount;
        Span<long> timestamps = stackalloc long[ChunkCut.Maximum];
        for (var chunk = span.FirstChunk; chunk < span.EndChunk; chunk++)
        {
            var begin = firstTick + span.FirstTick + span.Cut.Begin(chunk);
            var length = (int)(firstTick + span.FirstTick + span.Cut.Begin(chunk + 1) - begin);
            if (scratch.Length < length * width) scratch = new double[length * width];
            for (var t = 0; t < length; t++)
            {
                simulator.AdvanceTo(begin + t, cancellation: cancellation);
                using var snapshot = simulator.Acquire();
                timestamps[t] = snapshot.Instant.ToUnixTimeMilliseconds();
                snapshot.Values.CopyTo(scratch.AsSpan(t * width));
            }

            _encoder.Encode(timestamps[..length], scratch.AsSpan(0, length * width), chunks);
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
