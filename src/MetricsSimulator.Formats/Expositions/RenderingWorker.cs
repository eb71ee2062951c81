using MetricsSimulator.Formats.Buffers;

namespace MetricsSimulator.Formats.Expositions;

/// <summary>What one thread needs to take part in a rendering job. Not thread-safe; meant to be used again.</summary>
internal sealed class RenderingWorker(ChunkPool pool)
{
    private readonly PartWriter _writer = new();

    /// <summary>Where the rendered parts lie.</summary>
    public ChunkOutput Output { get; } = new(pool);

    /// <summary>Renders parts of a job until none is left.</summary>
    public void Run(RenderingJob job)
    {
        Output.Attach();
        while (job.TryTake(out var part))
        {
            Output.BeginPart(part);
            _writer.Write(job.Plan, job.Plan.Parts[part], job.Snapshot, job.LineEnd, Output);
        }

        Output.Detach();
    }
}
