using MetricsSimulator.Disturbances;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Paths;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.States;

/// <summary>A counter whose increments are Poisson numbers of events with mean intensity × time: a Cox process.</summary>
internal sealed class EventCounterState(PhasedMetric<CounterDefinition> metric, SeriesRange range, PathFactory factory)
    : CounterState(metric, range, factory)
{
    /// <inheritdoc/>
    protected override bool CountsWhileAbsent => false;

    /// <inheritdoc/>
    protected override double Accumulate(long tick, int first, ReadOnlySpan<double> rates, Span<double> totals)
    {
        double events = 0;
        for (var i = 0; i < totals.Length; i++)
        {
            var arrivals = PoissonDistribution.Draw(IncrementOf(rates[i]), new DrawStream(Keys[first + i], tick, DrawPurpose.Arrivals));
            totals[i] = Math.Min(totals[i] + arrivals, CounterTotals.Largest);
            events += arrivals;
        }

        return events;
    }

    /// <inheritdoc/>
    protected override (double Clean, double Disturbed) AccumulateDisturbed(
        long tick, int labelSet, double mean, double disturbedMean, bool isAbsent, CounterTotals totals)
    {
        if (isAbsent) return (0, 0);
        var arrivals = DisturbedArrivals.Draw(Keys[labelSet], tick, mean, disturbedMean);
        totals.Clean[labelSet] = Math.Min(totals.Clean[labelSet] + arrivals.Disturbed, CounterTotals.Largest);
        return arrivals;
    }
}
