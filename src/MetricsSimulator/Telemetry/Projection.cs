using System.Collections.Immutable;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Telemetry;

/// <summary>Computes metrics from the events of sessions. Projections do not depend on each other.</summary>
internal abstract class Projection
{
    /// <summary>The families of its metrics.</summary>
    public abstract ImmutableArray<CounterFamily> Families { get; }

    /// <summary>For each of the families, the names of the labels that series may have, in the order in which they are written.</summary>
    public abstract ImmutableArray<ImmutableArray<string>> LabelNames { get; }

    /// <summary>The owner of the counters for a session.</summary>
    /// <param name="developer">The developer who started it.</param>
    /// <param name="session">The properties of the session.</param>
    /// <param name="owners">The owners that outlive a session, by name.</param>
    public abstract CounterOwner OwnerOf(Developer developer, SessionTraits session, Dictionary<string, CounterOwner> owners);

    /// <summary>The faults that change what processes count; null for none.</summary>
    public ViewFaults? Faults { get; set; }

    /// <summary>Counts an event.</summary>
    /// <param name="table">The counters of the developer.</param>
    /// <param name="shared">The counters that do not belong to a single developer.</param>
    /// <param name="owner">The owner of the counters.</param>
    /// <param name="owners">The owners that outlive a session, by name.</param>
    /// <param name="session">The session to which the event belongs.</param>
    /// <param name="happened">The event.</param>
    public abstract void Count(CounterTable table, CounterTable shared, CounterOwner owner, Dictionary<string, CounterOwner> owners, OpenSession session, SessionEvent happened);

    /// <summary>The projection for the profile of the options.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="team">The team.</param>
    /// <param name="options">The telemetry options.</param>
    public static Projection Of(ulong seed, Team team, TelemetryOptions options) => options.Profile.Style == NameStyle.Specification
        ? new SpecificationProjection()
        : new TelemetryProjection(seed, team, options);
}
