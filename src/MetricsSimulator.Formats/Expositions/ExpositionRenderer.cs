using System.Collections.Concurrent;
using MetricsSimulator.Formats.Buffers;
using MetricsSimulator.Formats.Compression;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Expositions;

/// <summary>
/// Renders snapshots as expositions, on several cores if they are large. All memory that grows with a snapshot comes from a pool of
/// the renderer, and returns to it when the exposition is disposed. Keep one renderer for the life of the program. Thread-safe.
/// </summary>
public sealed class ExpositionRenderer
{
    private const int ChunkSize = 256 * 1024;

    // Below this, waking another thread costs more than it saves.
    private const int MinimumParallelValues = 10_000;

    private readonly ChunkPool _pool = new(ChunkSize);
    private readonly ConcurrentBag<RenderingWorker> _workers = [];
    private readonly ConcurrentBag<ExpositionMemory> _memories = [];
    private readonly int _parallelism;
    private readonly ConcurrentDictionary<ExpositionFormat, ExpositionPlan> _plans = new();

    /// <summary>Creates a renderer that uses all cores.</summary>
    public ExpositionRenderer()
        : this(Environment.ProcessorCount)
    {
    }

    /// <summary>Creates a renderer.</summary>
    /// <param name="parallelism">The most threads that render one snapshot, 1 or more; the calling thread is one of them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parallelism"/> is below 1.</exception>
    public ExpositionRenderer(int parallelism)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallelism, 1);
        _parallelism = parallelism;
    }

    /// <summary>The chunks that are ready for the next rendering.</summary>
    internal ChunkPool Pool => _pool;

    /// <summary>Renders a snapshot. The snapshot may be disposed as soon as this method returns.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="format">The format.</param>
    /// <param name="coding">Whether to compress the bytes; by default not.</param>
    /// <param name="timestamps">Whether every sample has a timestamp, the instant of its tick.</param>
    /// <returns>The exposition, which the caller must dispose. Its bytes depend only on the arguments.</returns>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public Exposition Render(
        Snapshot snapshot,
        ExpositionFormat format,
        ContentCoding coding = ContentCoding.Identity,
        bool timestamps = false)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(format);
        var plan = PlanFor(snapshot.Layout, format);
        var memory = _memories.TryTake(out var known) ? known : new ExpositionMemory(_pool, _memories);
        var job = new RenderingJob(plan, snapshot, LineEnd(snapshot, format, timestamps), coding, memory);
        var count = snapshot.Layout.ValueCount < MinimumParallelValues ? 1 : Math.Min(_parallelism, plan.Parts.Length);
        var workers = new RenderingWorker[count];
        for (var i = 0; i < count; i++) workers[i] = _workers.TryTake(out var worker) ? worker : new RenderingWorker(_pool);
        Run(job, workers);
        Assemble(job, workers);
        foreach (var worker in workers) _workers.Add(worker);
        return new Exposition(format, coding, memory);
    }

    private static void Run(RenderingJob job, RenderingWorker[] workers)
    {
        var others = new Task[workers.Length - 1];
        for (var i = 0; i < others.Length; i++)
        {
            var worker = workers[i + 1];
            others[i] = Task.Run(() => worker.Run(job));
        }

        try
        {
            workers[0].Run(job);
        }
        finally
        {
            // This thread runs the tasks that no other thread has begun. They find no parts left, so a busy thread pool does not delay the result.
            Task.WaitAll(others);
        }
    }

    private static void Assemble(RenderingJob job, RenderingWorker[] workers)
    {
        var segments = job.Memory.Segments;
        if (job.Coding == ContentCoding.Gzip) segments.Add(GzipFrame.Head);
        segments.Merge([.. workers.Select(worker => worker.Output.Pieces)]);
        foreach (var worker in workers) worker.Output.MoveChunksTo(job.Memory.Chunks);
        if (job.Coding != ContentCoding.Gzip) return;
        var checksum = default(GzipChecksum);
        foreach (var part in job.Checksums.AsSpan(0, job.Plan.Parts.Length)) checksum = checksum.Append(part);
        segments.Add(GzipFrame.Tail(checksum));
    }

    private ExpositionPlan PlanFor(Layout layout, ExpositionFormat format)
    {
        if (_plans.TryGetValue(format, out var known) && ReferenceEquals(known.Layout, layout)) return known;
        return _plans[format] = new ExpositionPlan(layout, format);
    }

    private static byte[] LineEnd(Snapshot snapshot, ExpositionFormat format, bool timestamps)
    {
        if (!timestamps) return "\n"u8.ToArray();
        Span<byte> buffer = stackalloc byte[Timestamp.BufferLength];
        var length = format.WriteTimestamp(snapshot.Instant.ToUnixTimeMilliseconds(), buffer);
        return [.. " "u8, .. buffer[..length], .. "\n"u8];
    }
}
