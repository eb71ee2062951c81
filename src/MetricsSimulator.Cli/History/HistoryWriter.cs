namespace MetricsSimulator.Cli.History;

/// <summary>
/// Computes a span of a run and writes its samples to a sink: a stream, a folder, a receiver. It uses bounded memory, and knows neither
/// command line nor terminal, so that one process may write several histories. An object writes once.
/// </summary>
internal abstract class HistoryWriter
{
    /// <summary>The number of steps that <see cref="Write"/> has reported at its end.</summary>
    public abstract long Steps { get; }

    /// <summary>Computes the span and writes it.</summary>
    /// <param name="progress">Receives the progress, from one thread at a time; may be null.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="IOException">The sink reports an error, or is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The sink may not be written to.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public abstract void Write(IProgress<HistoryProgress>? progress, CancellationToken cancellation);
}
