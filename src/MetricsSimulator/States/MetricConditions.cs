using MetricsSimulator.Disturbances;
using MetricsSimulator.Phases;

namespace MetricsSimulator.States;

/// <summary>The outside effects on one metric in one tick: phases, cycles, anomalies and births.</summary>
/// <param name="Turn">The phase, and whether another begins with the next tick.</param>
/// <param name="Scale">The factor of rates and intensities: the scale of the phase times the cycle.</param>
/// <param name="During">The effect of anomalies from this tick to the next, on what is counted; null for none.</param>
/// <param name="After">The effect of anomalies at the next tick, on what is shown; null for none.</param>
/// <param name="Born">The numbers of the label sets for which new series begin with the next tick, ascending.</param>
internal readonly record struct MetricConditions(PhaseTurn Turn, double Scale, Disturbance? During, Disturbance? After, int[] Born)
{
    /// <summary>No outside effects.</summary>
    public static readonly MetricConditions Plain = new(default, 1, null, null, []);
}
