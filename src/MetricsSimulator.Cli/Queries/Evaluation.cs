namespace MetricsSimulator.Cli.Queries;

/// <summary>The instant at which a query is answered, and the lengths of the windows that a board leaves to Grafana.</summary>
/// <param name="Time">The instant, in milliseconds since 1970.</param>
/// <param name="RateInterval">The length of <see cref="QueryWindow.RateInterval"/>.</param>
/// <param name="Range">The length of <see cref="QueryWindow.Range"/>.</param>
internal readonly record struct Evaluation(long Time, TimeSpan RateInterval, TimeSpan Range)
{
    /// <summary>The length of a window.</summary>
    public TimeSpan LengthOf(QueryWindow window) => window.Length ?? (window == QueryWindow.Range ? Range : RateInterval);

    /// <summary>The beginning of a window, which it excludes, and its end, which it includes, in milliseconds since 1970.</summary>
    public (long Begin, long End) SpanOf(QueryWindow window)
    {
        var end = Time - (long)window.Offset.TotalMilliseconds;
        return (end - (long)LengthOf(window).TotalMilliseconds, end);
    }
}
