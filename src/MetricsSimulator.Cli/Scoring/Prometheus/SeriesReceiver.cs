using MetricsSimulator.Scoring;

namespace MetricsSimulator.Cli.Scoring.Prometheus;

/// <summary>Receives the series of an answer one after another.</summary>
internal abstract class SeriesReceiver
{
    /// <summary>Begins a series.</summary>
    /// <param name="labels">Its labels, that of the name included if it has one.</param>
    public abstract void Begin(SortedLabels labels);

    /// <summary>Takes a value of the series.</summary>
    /// <param name="instant">Its instant, in milliseconds since the Unix epoch.</param>
    /// <param name="value">The number as Prometheus writes it, in UTF-8: <c>0.5</c>, <c>NaN</c>, <c>+Inf</c>. It is valid during the call.</param>
    public abstract void Take(long instant, ReadOnlySpan<byte> value);
}
