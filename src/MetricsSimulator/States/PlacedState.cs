using System.Collections.Immutable;
using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;

namespace MetricsSimulator.States;

/// <summary>A running state with its place in the source. One thread at a time.</summary>
/// <param name="State">The state.</param>
/// <param name="Explosion">The explosions whose label sets it has; null for the metric's own.</param>
/// <param name="Scales">The factor of its rate in each phase.</param>
internal sealed record PlacedState(MetricState State, ExplosionFamily? Explosion, ImmutableArray<double> Scales)
{
    /// <summary>The index of its first value among those of the source.</summary>
    public int Offset { get; private set; }

    /// <summary>The number of its values; 0 for a parent that is not shown.</summary>
    public int Length { get; private set; }

    /// <summary>Whether the current tick does not advance it, because all its series are absent for good.</summary>
    public bool IsAsleep { get; set; }

    /// <summary>Whether all its series are absent in the current tick, so that a snapshot shows none.</summary>
    public bool IsAbsent { get; set; }

    /// <summary>Sets the place of its values.</summary>
    public void Place(int offset, int length) => (Offset, Length) = (offset, length);

    /// <summary>Its values; empty if it is not shown, or nobody reads the tick.</summary>
    /// <param name="values">The values of the source; empty if nobody reads the tick.</param>
    public Span<double> PlaceIn(Span<double> values) => Length == 0 || values.IsEmpty ? default : values.Slice(Offset, Length);

    /// <summary>A copy of everything on which the following ticks depend.</summary>
    public KeptState Keep()
    {
        var arrays = new KeptArrays(State.Range.Count);
        State.Exchange(arrays);
        return new KeptState(State.Definition.Key, Explosion, State.Definition.Labels, State.Range, arrays.Arrays);
    }

    /// <summary>Whether a kept state of the same model has everything that this one needs.</summary>
    public bool IsCoveredBy(KeptState kept) =>
        kept.Key == State.Definition.Key && kept.Explosion == Explosion && kept.Labels.Equals(State.Definition.Labels)
        && kept.Range.First <= State.Range.First && State.Range.First + State.Range.Count <= kept.Range.First + kept.Range.Count;

    /// <summary>Restores a kept state.</summary>
    /// <param name="kept">A kept state for which <see cref="IsCoveredBy"/> holds.</param>
    public void Restore(KeptState kept) =>
        State.Exchange(new RestoredArrays(kept.Arrays, State.Range.First - kept.Range.First, State.Range.Count));
}
