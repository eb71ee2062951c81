namespace MetricsSimulator.Cli.Queries;

/// <summary>By how much a counter grows from one sample to the next.</summary>
/// <remarks>Source: prometheus/prometheus, promql/functions.go, <c>extrapolatedRate</c> and <c>funcResets</c>.</remarks>
internal static class CounterGrowth
{
    /// <summary>Whether it began again between two samples: it fell.</summary>
    public static bool IsReset(double before, double after) => after < before;

    /// <summary>By how much it grew; after a reset, from nothing.</summary>
    public static double Of(double before, double after) => IsReset(before, after) ? after : after - before;
}
