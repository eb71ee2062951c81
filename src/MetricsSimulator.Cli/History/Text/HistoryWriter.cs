namespace MetricsSimulator.Cli.History.Text;

/// <summary>Writes a span of simulated time in one format, in bounded memory. One thread at a time.</summary>
internal abstract class HistoryWriter
{
    /// <summary>How many steps <see cref="Write"/> reports when it is done.</summary>
    public abstract long Steps { get; }

    /// <summary>Computes the span and writes it.</summary>
    /// <param name="stream">Where it goes.</param>
    /// <param name="progress">Told the steps that are done; null for nobody.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="IOException">The stream takes no more.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public abstract void Write(Stream stream, IProgress<long>? progress, CancellationToken cancellation);

    /// <summary>The writer of a format.</summary>
    /// <param name="format">openmetrics or csv.</param>
    /// <param name="span">What is written.</param>
    /// <param name="parallelism">The most threads that compute it; as many as there are processors unless given.</param>
    public static HistoryWriter Create(string format, RunSpan span, int? parallelism = null) => format switch
    {
        "csv" => new CsvHistory(span),
        _ when span.ChangesSeries => new ChangingOpenMetricsHistory(span, parallelism ?? Environment.ProcessorCount),
        _ => new OpenMetricsHistory(span, parallelism ?? Environment.ProcessorCount),
    };
}
