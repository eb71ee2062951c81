using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Paths;
using MetricsSimulator.Sources;

namespace MetricsSimulator.States;

/// <summary>A counter whose increments are rate × time.</summary>
internal sealed class IntegralCounterState(PhasedMetric<CounterDefinition> metric, SeriesRange range, PathFactory factory)
    : CounterState(metric, range, factory)
{
    /// <inheritdoc/>
    protected override double Accumulate(long tick, int first, ReadOnlySpan<double> rates, Span<double> totals)
    {
        double events = 0;
        for (var i = 0; i < totals.Length; i++)
        {
            var before = totals[i];
            totals[i] = before + IncrementOf(rates[i]);
            events += Math.Floor(totals[i]) - Math.Floor(before);
        }

        return events;
    }

    /// <inheritdoc/>
    protected override (double Clean, double Disturbed) AccumulateDisturbed(
        long tick, int labelSet, double mean, double disturbedMean, CounterTotals totals)
    {
        ref var total = ref totals.Clean[labelSet];
        if (!Resolution.IsWhole)
        {
            total += disturbedMean;
            return (0, 0);
        }

        var before = Math.Floor(total);
        total += mean;
        var steps = Math.Floor(total) - before;
        ref var extra = ref totals.Extras[labelSet];
        var extraBefore = Math.Floor(extra);
        // Withheld is a part of the whole steps that came, so that never more is taken away than was added.
        extra += disturbedMean >= mean ? disturbedMean - mean : steps * (disturbedMean / mean - 1);
        return (steps, steps + Math.Floor(extra) - extraBefore);
    }
}
