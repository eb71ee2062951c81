using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Phases;

namespace MetricsSimulator.Model;

/// <summary>A named situation that unfolds in time: phases one after another, and anomalies.</summary>
public sealed record Scenario
{
    /// <summary>Creates a scenario.</summary>
    /// <param name="name">Its name; may be empty.</param>
    /// <param name="phases">The phases, one or more, played one after another.</param>
    /// <param name="repeats">
    /// Whether the phases start over after the last, with paths at their initial values and counters continuing; otherwise the last phase never ends. By default they do.
    /// </param>
    /// <param name="anomalies">The anomalies of each round of the phases; each must have a timing.</param>
    /// <param name="apart">The least time between two anomalies of one list that come a number of times a day; null if each comes at any time. See <see cref="Apart"/>.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public Scenario(string name, ImmutableArray<Phase> phases, bool repeats = true, ImmutableArray<AnomalyDefinition> anomalies = default, TimeSpan? apart = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (phases.IsDefaultOrEmpty) throw new ArgumentException("A scenario has at least one phase.", nameof(phases));
        Name = name;
        Phases = phases;
        Repeats = repeats;
        Anomalies = anomalies.IsDefault ? [] : anomalies;
        Apart = apart;
        foreach (var list in (ImmutableArray<AnomalyDefinition>[])[Anomalies, .. phases.Select(phase => phase.Anomalies)])
            if (apart is { } least && ApartViolation(least, list) is { } violation) throw new ArgumentException(violation, nameof(apart));
    }

    /// <summary>No scenario: one phase without end, in which nothing differs.</summary>
    public static Scenario None { get; } = new("", [new Phase("", TimeSpan.MaxValue)], repeats: false);

    /// <summary>Its name; empty for <see cref="None"/>.</summary>
    public string Name { get; }

    /// <summary>The phases.</summary>
    public ImmutableArray<Phase> Phases { get; }

    /// <summary>Whether the first phase follows the last.</summary>
    public bool Repeats { get; }

    /// <summary>The anomalies of each round.</summary>
    public ImmutableArray<AnomalyDefinition> Anomalies { get; }

    /// <summary>
    /// The least time between the end of an anomaly that comes a number of times a day and the beginning of the next one of the same list; null if each comes at any time of the day,
    /// so that they may overlap.
    /// </summary>
    public TimeSpan? Apart { get; }

    /// <summary>The rule that <see cref="Apart"/> breaks with a list of anomalies; null if it breaks none. They must fit in a day, each with this time after it.</summary>
    /// <param name="apart">The least time between two.</param>
    /// <param name="anomalies">The list. Those that do not come a number of times a day do not count.</param>
    public static string? ApartViolation(TimeSpan apart, ImmutableArray<AnomalyDefinition> anomalies) => DailyTimes.ApartViolation(apart, anomalies);

    /// <summary>The scenario without anomalies, for the clean twin.</summary>
    public Scenario WithoutAnomalies() => new(Name, [.. Phases.Select(phase => phase with { Anomalies = [] })], Repeats);

    /// <summary>The scenario with the current label sets of a model's metrics.</summary>
    /// <param name="metrics">The metrics, in the order of the model.</param>
    internal Scenario With(ImmutableArray<MetricDefinition> metrics) => new(
        Name,
        [
            .. Phases.Select(phase => phase with
            {
                Metrics = [.. phase.Metrics.Select((metric, i) => metric with { Definition = metric.Definition.WithLabels(metrics[i].Labels) })],
            }),
        ],
        Repeats, Anomalies, Apart);

    /// <summary>The clock of the phases.</summary>
    /// <param name="origin">The tick at which the scenario begins.</param>
    /// <param name="updateInterval">The length of a tick.</param>
    internal PhaseClock ClockFrom(long origin, TimeSpan updateInterval) =>
        new([.. Phases.Select(phase => phase.Duration)], Repeats, updateInterval, origin);

    /// <inheritdoc/>
    public bool Equals(Scenario? other) =>
        other is not null && Name == other.Name && Repeats == other.Repeats && Apart == other.Apart
        && Phases.AsSpan().SequenceEqual(other.Phases.AsSpan()) && Anomalies.AsSpan().SequenceEqual(other.Anomalies.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Phases.Length, Repeats, Anomalies.Length);
}
