using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Paths;

namespace MetricsSimulator.States;

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

    /// <summary>What the tick brings from outside the paths.</summary>
    protected MetricConditions Conditions { get; private set; } = MetricConditions.Plain;

    /// <summary>Prepares a tick.</summary>
    /// <param name="tick">The tick that the step leaves.</param>
    /// <param name="conditions">What it brings.</param>
    public virtual void Begin(long tick, in MetricConditions conditions) => Conditions = conditions;

    /// <summary>Moves label sets one tick on, and shows their values there.</summary>
    /// <param name="tick">The tick that the step leaves.</param>
    /// <param name="first">The first label set, a multiple of <see cref="PathState.BlockLength"/>.</param>
    /// <param name="count">How many.</param>
    /// <param name="values">The values of the metric in a snapshot, filled for these label sets; empty when nobody reads this tick.</param>
    public abstract void Advance(long tick, int first, int count, Span<double> values);

    /// <summary>Begins a new series in the place of one that has ended: its path at the initial value, its totals at 0.</summary>
    /// <param name="labelSet">The number of the label set.</param>
    protected abstract void Renew(int labelSet);

    /// <summary>Begins the new series of a range of label sets.</summary>
    protected void RenewBorn(int first, int count)
    {
        var born = Conditions.Born;
        if (born.Length == 0) return;
        var next = Array.BinarySearch(born, first);
        for (var i = next < 0 ? ~next : next; i < born.Length && born[i] < first + count; i++) Renew(born[i]);
    }

    /// <summary>Shows the values of all label sets as they are: before the first step, and after a change of the model.</summary>
    /// <param name="values">The values of the metric in a snapshot.</param>
    /// <param name="disturbance">The effect of anomalies on them; null for none.</param>
    public abstract void ShowAll(Span<double> values, Disturbance? disturbance);

    /// <summary>Goes on from another state of the same metric.</summary>
    /// <param name="other">The other state, of the same type.</param>
    /// <param name="sources">For each label set, its number in the other state; −1 for one that is new.</param>
    /// <param name="pathsIn">The phase in which paths go on too; null when they begin at their initial values.</param>
    public abstract void TakeOver(MetricState other, ReadOnlySpan<int> sources, int? pathsIn);

    /// <summary>Visits everything on which the following ticks depend, to save or to restore it.</summary>
    public abstract void Exchange(IStateArrays arrays);

    /// <summary>The keys by which label sets of two states of a metric are known to be the same.</summary>
    public abstract Randomness.SeriesKeys Keys { get; }

    /// <summary>Copies what was counted of each label set that was there before.</summary>
    protected static void CopyTotals(double[] totals, double[] others, ReadOnlySpan<int> sources, int stride = 1)
    {
        for (var i = 0; i < sources.Length; i++)
        {
            if (sources[i] < 0) continue;
            others.AsSpan(sources[i] * stride, stride).CopyTo(totals.AsSpan(i * stride, stride));
        }
    }
}
