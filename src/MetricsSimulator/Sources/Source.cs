using System.Collections.Immutable;
using MetricsSimulator.Events;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Sources;

/// <summary>
/// A part of a run that advances by itself, and shows one or more families. In each tick <see cref="Begin"/> is called once, then <see cref="Prepare"/> when somebody
/// looks at the tick that is reached, then <see cref="Advance"/> once for each piece, on any threads. Everything else is for one thread at a time.
/// </summary>
internal abstract class Source
{
    /// <summary>The name by which the source of another model goes on from this one.</summary>
    public abstract string Key { get; }

    /// <summary>
    /// What it shows at the tick that is being reached, in the order of the exposition; always as many families. Values are counted from the first of the source. The array
    /// is another one only when <see cref="Begin"/> has said so. All series of them are there, unless anomalies hide some of those that paths drive.
    /// </summary>
    public abstract ImmutableArray<MetricFamily> Families { get; }

    /// <summary>The pieces of a tick's work, the same in every tick.</summary>
    public virtual IReadOnlyList<SourcePiece> Pieces { get; } = [new(0, 0, 0, 1)];

    /// <summary>What happened in the tick that was begun last, in the order of the instants; they lie in it.</summary>
    public virtual ImmutableArray<SimulatedEvent> Events => [];

    /// <summary>Begins a tick: settles which series there are at its end, and what happens in it.</summary>
    /// <param name="tick">The tick that the step leaves.</param>
    /// <returns>Whether <see cref="Families"/> are others than before.</returns>
    public abstract bool Begin(long tick);

    /// <summary>Makes an array ready for the values of the tick that was begun.</summary>
    /// <param name="buffer">The array, of which other parts belong to other sources.</param>
    /// <param name="values">The part of this source.</param>
    public virtual void Prepare(SnapshotBuffer buffer, Span<double> values)
    {
    }

    /// <summary>Does a piece of the work of the tick that was begun.</summary>
    /// <param name="piece">One of <see cref="Pieces"/>.</param>
    /// <param name="tick">The tick that the step leaves.</param>
    /// <param name="values">The values of the source at the end of the tick, filled as far as the piece goes; empty when nobody reads the tick.</param>
    public abstract void Advance(in SourcePiece piece, long tick, Span<double> values);

    /// <summary>Shows all values as they are: before the first tick, and after a change of the model.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="values">The values of the source.</param>
    public abstract void ShowAll(long tick, Span<double> values);

    /// <summary>A copy of everything on which the following ticks depend.</summary>
    public abstract KeptSource Keep();

    /// <summary>Puts back what was kept.</summary>
    /// <exception cref="ArgumentException">It was kept of another source, or of fewer series.</exception>
    public abstract void Restore(KeptSource kept);

    /// <summary>Goes on from the source of the same key that it replaces.</summary>
    public abstract void TakeOver(Source before, Handover handover);

    /// <summary>Looks at the anomalies again, because one was injected or ended.</summary>
    public virtual void ForgetAnomalies()
    {
    }
}
