using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Sources;

/// <summary>The facts about a run that a source gets when it starts.</summary>
/// <param name="Seed">The seed of all random draws.</param>
/// <param name="Start">The instant of tick 0, in UTC.</param>
/// <param name="UpdateInterval">The length of a tick.</param>
/// <param name="Tick">The tick at which the source begins.</param>
/// <param name="ConstantLabels">The constant labels.</param>
/// <param name="ActiveAt">Gives the anomalies whose windows contain a tick, as far as they are known when that tick is computed.</param>
internal sealed record SourceContext(
    ulong Seed, DateTimeOffset Start, TimeSpan UpdateInterval, long Tick, ImmutableArray<LabelDimension> ConstantLabels, Func<long, IReadOnlyList<Anomaly>> ActiveAt)
{
    /// <summary>Whether the part of a source with a name belongs to this shard; null when the run is whole. Only for sources that are dealt out.</summary>
    public Func<string, bool>? Has { get; init; }

    /// <summary>Whether the run has any anomalies, as far as they are known now.</summary>
    public Func<bool> HasAnomalies { get; init; } = () => false;

    /// <summary>Gives the anomalies whose windows overlap the ticks from one to before another, as far as they are known now.</summary>
    public Func<long, long, IReadOnlyList<Anomaly>> AnomaliesBetween { get; init; } = (_, _) => [];

    /// <summary>Whether this is the only shard or the first of several, which counts the scrapes of the whole run.</summary>
    public bool IsFirst { get; init; } = true;

    /// <summary>Gives a definition of the model as it is in the phase of a tick. Before the scenario begins, its first phase holds. Thread-safe.</summary>
    public Func<SourceDefinition, long, SourceDefinition> InPhaseOf { get; init; } = static (definition, _) => definition;

    /// <summary>A label set whose constant labels follow its own labels.</summary>
    public LabelSet LabelSetOf(params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var all = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in labels) all.Add(KeyValuePair.Create(name, value));
        if (!ConstantLabels.IsDefault) all.AddRange(ConstantLabels.Select(constant => KeyValuePair.Create(constant.Name, constant.Value(0))));
        return new LabelSet([.. all]);
    }

    /// <summary>The tick that contains an instant; negative before the start.</summary>
    /// <param name="instant">Milliseconds since the Unix epoch.</param>
    public long TickAt(long instant) => (long)Math.Floor((instant - Start.ToUnixTimeMilliseconds()) / UpdateInterval.TotalMilliseconds);

    /// <summary>The instant at which a tick begins.</summary>
    public DateTimeOffset InstantOf(long tick) => Start.AddTicks(tick * UpdateInterval.Ticks);
}
