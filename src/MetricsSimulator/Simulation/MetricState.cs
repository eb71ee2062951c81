using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Simulation;

/// <summary>
/// The running state of one metric. In a tick <see cref="Begin"/> is called once and then <see cref="Advance"/> once for each of a set of
/// disjoint ranges that cover all label sets, on any threads.
/// </summary>
internal abstract class MetricState
{
    /// <summary>Creates the part that every state has.</summary>
    /// <param name="definition">The metric.</param>
    /// <param name="range">The label sets that are simulated.</param>
    private protected MetricState(MetricDefinition definition, SeriesRange range)
    {
        Definition = definition;
        Range = range;
    }

    /// <summary>The metric.</summary>
    public MetricDefinition Definition { get; }

    /// <summary>The label sets that are simulated; a state numbers them from 0.</summary>
    public SeriesRange Range { get; }

    /// <summary>How many label sets one call of <see cref="Advance"/> may take at most; less for states that must go in one piece.</summary>
    public virtual int LargestPiece => 16 * PathState.BlockLength;

    /// <summary>Prepares a tick.</summary>
    /// <param name="tick">The tick that the step leaves.</param>
    public abstract void Begin(long tick);

    /// <summary>Moves label sets one tick on, and shows their values there.</summary>
    /// <param name="tick">The tick that the step leaves.</param>
    /// <param name="first">The first label set, a multiple of <see cref="PathState.BlockLength"/>.</param>
    /// <param name="count">How many.</param>
    /// <param name="values">The values of the metric in a snapshot, filled for these label sets; empty when nobody looks at this tick.</param>
    public abstract void Advance(long tick, int first, int count, Span<double> values);

    /// <summary>Shows the values of all label sets as they are, before the first step.</summary>
    /// <param name="values">The values of the metric in a snapshot.</param>
    public abstract void ShowInitial(Span<double> values);
}
