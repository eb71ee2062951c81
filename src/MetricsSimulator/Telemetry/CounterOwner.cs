using System.Collections.Immutable;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Telemetry;

/// <summary>The owner of counters, such as a session or a developer. An owner without references is released together with its counters. One thread at a time.</summary>
/// <param name="labels">The labels that all of its series have.</param>
internal sealed class CounterOwner(ImmutableArray<KeyValuePair<string, string>> labels)
{
    /// <summary>The labels that all of its series have.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Labels => labels;

    /// <summary>The developer whose counters they are; null for several.</summary>
    public Developer? Developer { get; init; }

    /// <summary>Its counters.</summary>
    public Dictionary<CounterKey, Counter> Counters { get; } = [];

    /// <summary>A copy with copies of all counters. Both show the same series.</summary>
    public CounterOwner Copy()
    {
        var copy = new CounterOwner(labels) { Developer = Developer };
        foreach (var (key, counter) in Counters) copy.Counters.Add(key, counter.CopyFor(copy));
        return copy;
    }
}
