using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Simulation;

/// <summary>A counter whose increments are Poisson numbers of events with mean intensity × time: a Cox process.</summary>
internal sealed class EventCounterState(CounterDefinition definition, SeriesRange range, PathFactory factory)
    : CounterState(definition, range, factory)
{
    /// <inheritdoc/>
    protected override double Accumulate(long tick, int first, ReadOnlySpan<double> rates, Span<double> totals)
    {
        double events = 0;
        for (var i = 0; i < totals.Length; i++)
        {
            var arrivals = PoissonDistribution.Draw(IncrementOf(rates[i]), new DrawStream(Keys[first + i], tick, DrawPurpose.Arrivals));
            totals[i] += arrivals;
            events += arrivals;
        }

        return events;
    }
}
