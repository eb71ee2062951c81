using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Simulation;

/// <summary>A counter whose increments are rate × time.</summary>
internal sealed class IntegralCounterState(CounterDefinition definition, SeriesRange range, PathFactory factory)
    : CounterState(definition, range, factory)
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
}
