using MetricsSimulator.Formats.Compression;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Expositions;

/// <summary>The rendering of one snapshot. It gives the next part to each caller. Thread-safe.</summary>
internal sealed class RenderingJob
{
    private int _next = -1;

    /// <summary>Creates the job.</summary>
    /// <param name="plan">The plan for the layout of the snapshot.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="lineEnd">The end of every sample's line.</param>
    /// <param name="coding">The coding of the output.</param>
    /// <param name="memory">The memory of the exposition.</param>
    public RenderingJob(ExpositionPlan plan, Snapshot snapshot, byte[] lineEnd, ContentCoding coding, ExpositionMemory memory)
    {
        Plan = plan;
        Snapshot = snapshot;
        LineEnd = lineEnd;
        Coding = coding;
        Memory = memory;
        Checksums = memory.Checksums(plan.Parts.Length);
    }

    /// <summary>The plan for the layout of the snapshot.</summary>
    public ExpositionPlan Plan { get; }

    /// <summary>The snapshot.</summary>
    public Snapshot Snapshot { get; }

    /// <summary>The end of every sample's line.</summary>
    public byte[] LineEnd { get; }

    /// <summary>The coding of the output.</summary>
    public ContentCoding Coding { get; }

    /// <summary>The memory of the exposition.</summary>
    public ExpositionMemory Memory { get; }

    /// <summary>The checksum of each part, filled in by the thread that renders it, if the output is compressed.</summary>
    public GzipChecksum[] Checksums { get; }

    /// <summary>Gives the number of the next part. Each number goes to only one caller, in ascending order.</summary>
    /// <returns>False if there are no more.</returns>
    public bool TryTake(out int part)
    {
        part = Interlocked.Increment(ref _next);
        return part < Plan.Parts.Length;
    }
}
