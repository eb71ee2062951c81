namespace MetricsSimulator.Cli.Queries;

/// <summary>When a query is answered, and how long the windows are that a board leaves to Grafana.</summary>
/// <param name="Time">The instant, in milliseconds since 1970.</param>
/// <param name="RateInterval">The length of <see cref="QueryWindow.RateInterval"/>.</param>
/// <param name="Range">The length of <see cref="QueryWindow.Range"/>.</param>
internal readonly record struct Evaluation(long Time, TimeSpan RateInterval, TimeSpan Range)
{
    /// <summary>How long a window is.</summary>
    public TimeSpan LengthOf(QueryWindow window) => window.Length ?? (window == QueryWindow.Range ? Range : RateInterval);

    /// <summary>Where a window begins, which it does not hold, and where it ends, in milliseconds since 1970.</summary>
    public (long Begin, long End) SpanOf(QueryWindow window)
    {
        var end = Time - (long)window.Offset.TotalMilliseconds;
        return (end - (long)LengthOf(window).TotalMilliseconds, end);
    }
}
