using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cycles;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Model;

/// <summary>A part of a scenario in which parameters stay the same.</summary>
public sealed record Phase
{
    /// <summary>Creates a phase.</summary>
    /// <param name="name">Its name; may be empty.</param>
    /// <param name="duration">Its duration; above zero. <see cref="TimeSpan.MaxValue"/> for ever.</param>
    /// <param name="metrics">The metrics during the phase, in the order of the model; empty if none differs.</param>
    /// <param name="cycle">The daily, weekly and yearly shape of activity; null for none.</param>
    /// <param name="anomalies">The anomalies of the phase, planned each time that it is played; each must have a timing.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public Phase(
        string name, TimeSpan duration, ImmutableArray<PhaseMetric> metrics = default, Cycle? cycle = null,
        ImmutableArray<AnomalyDefinition> anomalies = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        Rule.Require(Rule.Positive(duration), "duration");
        Name = name;
        Duration = duration;
        Metrics = metrics.IsDefault ? [] : metrics;
        Cycle = cycle;
        Anomalies = anomalies.IsDefault ? [] : anomalies;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its duration.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The metrics during the phase, in the order of the model; empty if none differs.</summary>
    public ImmutableArray<PhaseMetric> Metrics { get; internal init; }

    /// <summary>The shape of activity; null for none.</summary>
    public Cycle? Cycle { get; }

    /// <summary>The anomalies of the phase, planned each time that it is played.</summary>
    public ImmutableArray<AnomalyDefinition> Anomalies { get; internal init; }

    /// <summary>The definitions of the model's sources that differ during the phase; empty if none does. A source stays as in the model if none has its key.</summary>
    public ImmutableArray<SourceDefinition> Sources { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(Phase? other) =>
        other is not null && Name == other.Name && Duration == other.Duration && Cycle == other.Cycle
        && Metrics.AsSpan().SequenceEqual(other.Metrics.AsSpan()) && Anomalies.AsSpan().SequenceEqual(other.Anomalies.AsSpan())
        && Sources.AsSpan().SequenceEqual(other.Sources.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Duration, Metrics.Length, Anomalies.Length, Sources.Length);

    /// <summary>A source of the model as it is during the phase.</summary>
    internal SourceDefinition SourceOf(SourceDefinition ofModel)
    {
        foreach (var source in Sources)
            if (source.Key == ofModel.Key) return source;
        return ofModel;
    }
}
