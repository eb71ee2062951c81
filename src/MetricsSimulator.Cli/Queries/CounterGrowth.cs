namespace MetricsSimulator.Cli.Queries;

/// <summary>The growth of a counter from one sample to the next.</summary>
/// <remarks>Source: prometheus/prometheus, promql/functions.go, <c>extrapolatedRate</c> and <c>funcResets</c>.</remarks>
internal static class CounterGrowth
{
    /// <summary>Whether it was reset between two samples, which means that it fell.</summary>
    public static bool IsReset(double before, double after) => after < before;

    /// <summary>Its growth; after a reset, from 0.</summary>
    public static double Of(double before, double after) => IsReset(before, after) ? after : after - before;
}
