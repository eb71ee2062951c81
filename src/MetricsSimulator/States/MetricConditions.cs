using MetricsSimulator.Disturbances;
using MetricsSimulator.Phases;

namespace MetricsSimulator.States;

/// <summary>What one tick brings to one metric from outside its paths.</summary>
/// <param name="Turn">The phase, and what begins with the next tick.</param>
/// <param name="Scale">What rates and intensities are multiplied by: the scale of the phase times the cycle.</param>
/// <param name="During">What anomalies do from this tick to the next: to what is counted. Null for nothing.</param>
/// <param name="After">What anomalies do at the next tick: to what is shown. Null for nothing.</param>
/// <param name="Born">The numbers of the label sets in whose places new series begin with the next tick, ascending.</param>
internal readonly record struct MetricConditions(PhaseTurn Turn, double Scale, Disturbance? During, Disturbance? After, int[] Born)
{
    /// <summary>Nothing from outside.</summary>
    public static readonly MetricConditions Plain = new(default, 1, null, null, []);
}
