using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Paths;

namespace MetricsSimulator.States;

/// <summary>
/// The running state of one metric. For each tick, call <see cref="Begin"/> once, and then <see cref="Advance"/> once for each of a set of
/// disjoint ranges that cover all label sets. Different threads may call the latter.
/// </summary>
internal abstract class MetricState
{
    /// <summary>Creates the part that all states share.</summary>
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

    /// <summary>The most label sets of one call of <see cref="Advance"/>; <see cref="int.MaxValue"/> if one call must take them all.</summary>
    public virtual int LargestPiece => 16 * PathState.BlockLength;

    /// <summary>The outside effects on the metric in the tick.</summary>
    protected MetricConditions Conditions { get; private set; } = MetricConditions.Plain;

    /// <summary>Prepares a tick.</summary>
    /// <param name="tick">The tick at which the step begins.</param>
    /// <param name="conditions">The outside effects on the metric.</param>
    public virtual void Begin(long tick, in MetricConditions conditions) => Conditions = conditions;

    /// <summary>Moves label sets one tick on, and writes their values at the next tick.</summary>
    /// <param name="tick">The tick at which the step begins.</param>
    /// <param name="first">The first label set, a multiple of <see cref="PathState.BlockLength"/>.</param>
    /// <param name="count">The number of label sets.</param>
    /// <param name="values">The values of the metric in a snapshot, to be filled for these label sets; empty if nobody reads the tick.</param>
    public abstract void Advance(long tick, int first, int count, Span<double> values);

    /// <summary>Begins a new series in the place of one that has ended: its path has its initial value, its totals are 0.</summary>
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

    /// <summary>Writes the current values of all label sets: before the first step, and after a change of the model.</summary>
    /// <param name="tick">The current tick.</param>
    /// <param name="values">The values of the metric in a snapshot.</param>
    /// <param name="disturbance">The effect of anomalies on them; null for none.</param>
    public abstract void ShowAll(long tick, Span<double> values, Disturbance? disturbance);

    /// <summary>Raises the ticks since which label sets count: those of a counter and of a histogram restart.</summary>
    /// <param name="starts">For each label set, at the index of its first value, the tick at which it was born.</param>
    /// <param name="disturbance">The effect of anomalies on what is shown; null for none.</param>
    public virtual void ShowStarts(Span<long> starts, Disturbance? disturbance)
    {
    }

    /// <summary>Lets all label sets count from a tick on, because the state continues no other.</summary>
    public virtual void Restart(long tick)
    {
    }

    /// <summary>Continues from another state of the same metric.</summary>
    /// <param name="other">The other state, of the same type.</param>
    /// <param name="sources">For each label set, its number in the other state; −1 for a new label set.</param>
    /// <param name="pathsIn">The phase in which the paths continue; null if they restart at their initial values.</param>
    /// <param name="tick">The tick at which it continues.</param>
    public abstract void TakeOver(MetricState other, ReadOnlySpan<int> sources, int? pathsIn, long tick);

    /// <summary>Saves or restores everything on which the following ticks depend.</summary>
    public abstract void Exchange(IStateArrays arrays);

    /// <summary>The keys of the label sets. Two states of a metric have the same label set if they have the same key.</summary>
    public abstract Randomness.SeriesKeys Keys { get; }

    /// <summary>Copies the totals of each label set that existed before.</summary>
    protected static void CopyTotals(double[] totals, double[] others, ReadOnlySpan<int> sources, int stride = 1)
    {
        for (var i = 0; i < sources.Length; i++)
        {
            if (sources[i] < 0) continue;
            others.AsSpan(sources[i] * stride, stride).CopyTo(totals.AsSpan(i * stride, stride));
        }
    }
}
