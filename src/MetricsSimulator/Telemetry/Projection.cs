using System.Collections.Immutable;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Telemetry;

/// <summary>What metrics are counted from the events of sessions. A projection knows of no other.</summary>
internal abstract class Projection
{
    /// <summary>The families that it counts in.</summary>
    public abstract ImmutableArray<CounterFamily> Families { get; }

    /// <summary>Who counts the events of a session.</summary>
    /// <param name="developer">Who started it.</param>
    /// <param name="session">What holds for it.</param>
    /// <param name="owners">Those who outlive a session, by name.</param>
    public abstract CounterOwner OwnerOf(Developer developer, SessionTraits session, Dictionary<string, CounterOwner> owners);

    /// <summary>Counts an event.</summary>
    /// <param name="table">The counters of the developer.</param>
    /// <param name="shared">Those that belong to no developer alone.</param>
    /// <param name="owner">Who counts.</param>
    /// <param name="owners">Those who outlive a session, by name.</param>
    /// <param name="session">The session, whose event it is.</param>
    /// <param name="happened">The event.</param>
    public abstract void Count(CounterTable table, CounterTable shared, CounterOwner owner, Dictionary<string, CounterOwner> owners, OpenSession session, SessionEvent happened);

    /// <summary>The projection of a profile.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="team">The team.</param>
    /// <param name="options">What the telemetry shows.</param>
    public static Projection Of(ulong seed, Team team, TelemetryOptions options) => options.Profile.Style == NameStyle.Specification
        ? new SpecificationProjection()
        : new TelemetryProjection(seed, team, options);
}
