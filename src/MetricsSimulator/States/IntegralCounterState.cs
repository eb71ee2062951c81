using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Paths;

namespace MetricsSimulator.States;

/// <summary>A counter whose increments are rate × time.</summary>
internal sealed class IntegralCounterState(PhasedMetric<CounterDefinition> metric, SeriesRange range, PathFactory factory)
    : CounterState(metric, range, factory)
{
    /// <inheritdoc/>
    protected override bool CountsWhileAbsent => Resolution.IsWhole;

    /// <inheritdoc/>
    protected override double Accumulate(long tick, int first, ReadOnlySpan<double> rates, Span<double> totals)
    {
        double events = 0;
        for (var i = 0; i < totals.Length; i++)
        {
            var before = totals[i];
            var total = before + IncrementOf(rates[i]);
            if (total > CounterTotals.Largest) total = CounterTotals.Largest;
            totals[i] = total;
            events += Math.Floor(total) - Math.Floor(before);
        }

        return events;
    }

    /// <inheritdoc/>
    protected override (double Clean, double Disturbed) AccumulateDisturbed(
        long tick, int labelSet, double mean, double disturbedMean, bool isAbsent, CounterTotals totals)
    {
        ref var total = ref totals.Clean[labelSet];
        if (!Resolution.IsWhole)
        {
            total = Math.Min(total + disturbedMean, CounterTotals.Largest);
            return (0, 0);
        }

        var before = Math.Floor(total);
        total = Math.Min(total + mean, CounterTotals.Largest);
        var steps = Math.Floor(total) - before;
        if (disturbedMean == mean) return (steps, steps);
        ref var extra = ref totals.Extra(labelSet);
        var extraBefore = Math.Floor(extra);
        // The withheld part is a share of the whole steps of this tick, so that an anomaly never takes away more than was added.
        extra = Math.Min(extra + (disturbedMean >= mean ? disturbedMean - mean : steps * (disturbedMean / mean - 1)), CounterTotals.Largest);
        return (steps, steps + Math.Floor(extra) - extraBefore);
    }
}
