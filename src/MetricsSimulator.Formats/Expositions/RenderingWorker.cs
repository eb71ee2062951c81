using MetricsSimulator.Formats.Buffers;
using MetricsSimulator.Formats.Compression;

namespace MetricsSimulator.Formats.Expositions;

/// <summary>The objects that one thread needs to take part in a rendering job. Not thread-safe; reusable.</summary>
internal sealed class RenderingWorker(ChunkPool pool)
{
    private readonly PartWriter _writer = new();
    private GzipOutput? _gzip;

    /// <summary>The places of the rendered parts.</summary>
    public ChunkOutput Output { get; } = new(pool);

    /// <summary>Renders parts of a job until none is left.</summary>
    public void Run(RenderingJob job)
    {
        Output.Attach();
        while (job.TryTake(out var part))
        {
            Output.BeginPart(part);
            if (job.Coding == ContentCoding.Identity)
            {
                _writer.Write(job.Plan, job.Plan.Parts[part], job.Snapshot, job.LineEnd, Output);
                continue;
            }

            _gzip ??= new GzipOutput(Output);
            _writer.Write(job.Plan, job.Plan.Parts[part], job.Snapshot, job.LineEnd, _gzip);
            job.Checksums[part] = _gzip.EndPart();
        }

        Output.Detach();
    }
}
