namespace MetricsSimulator.Cli.History;

/// <summary>
/// Computes a span of a run and puts its samples into a sink: a stream, a folder, a receiver. It does so in bounded memory, and knows neither a
/// command line nor a terminal, so that one process may write as many as it likes. An object writes once.
/// </summary>
internal abstract class HistoryWriter
{
    /// <summary>How many steps <see cref="Write"/> has reported when it is done.</summary>
    public abstract long Steps { get; }

    /// <summary>Computes the span and writes it.</summary>
    /// <param name="progress">Receives the progress, from one thread at a time; may be null.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="IOException">The sink cannot take more.</exception>
    /// <exception cref="UnauthorizedAccessException">The sink may not be written to.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public abstract void Write(IProgress<HistoryProgress>? progress, CancellationToken cancellation);
}
