using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Queries;

/// <summary>The increases of counters in a window, extrapolated from the first and last samples to its ends.</summary>
/// <remarks>Source: prometheus/prometheus, promql/functions.go, <c>extrapolatedRate</c>. As in Prometheus 3, the window excludes its beginning.</remarks>
internal static class ExtrapolatedIncrease
{
    /// <summary>The increases of counters in a window, without counters that have fewer than two samples in it.</summary>
    /// <param name="counter">The counters.</param>
    /// <param name="run">The samples.</param>
    /// <param name="begin">The beginning of the window, which it excludes, in milliseconds since 1970.</param>
    /// <param name="end">The end of the window, which it includes.</param>
    /// <param name="factor">The factor for every increase.</param>
    public static IReadOnlyList<LabelledValue> Of(Selector counter, SampledRun run, long begin, long end, double factor)
    {
        var (first, last) = (run.IndexAt(begin) + 1, run.IndexAt(end));
        var answer = new List<LabelledValue>();
        foreach (var series in counter.In(run))
            if (Of(series.Values, run.Times, first, last, begin, end) is { } increase) answer.Add(new LabelledValue(series.Labels, increase * factor));
        return answer;
    }

    private static double? Of(double[] values, long[] times, int first, int last, long begin, long end)
    {
        while (first <= last && Staleness.IsMarker(values[first])) first++;
        while (first <= last && Staleness.IsMarker(values[last])) last--;
        var (count, increase, before) = (0, 0.0, double.NaN);
        for (var i = first; i <= last; i++)
        {
            if (Staleness.IsMarker(values[i])) continue;
            if (count++ > 0) increase += CounterGrowth.Of(before, values[i]);
            before = values[i];
        }

        if (count < 2) return null;
        var sampled = (times[last] - times[first]) / 1000.0;
        var between = sampled / (count - 1);
        var (toBegin, toEnd) = ((times[first] - begin) / 1000.0, (end - times[last]) / 1000.0);
        // If the gap is longer than usual between samples, the series begins or ends in the window.
        var threshold = between * 1.1;
        if (toBegin >= threshold) toBegin = between / 2;
        // A counter cannot have been below zero.
        if (increase > 0 && values[first] >= 0) toBegin = Math.Min(toBegin, sampled * (values[first] / increase));
        if (toEnd >= threshold) toEnd = between / 2;
        return increase * ((sampled + toBegin + toEnd) / sampled);
    }
}
