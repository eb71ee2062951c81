using MetricsSimulator.Sessions;

namespace MetricsSimulator.Telemetry;

/// <summary>What a process has counted since it started. It follows from the plan of its session, and is kept only because the sum would take too long. One thread at a time.</summary>
/// <param name="plan">The plan of the session.</param>
/// <param name="first">The number of the first event of the process.</param>
internal sealed class ProcessTotals(SessionPlan plan, int first)
{
    private readonly Dictionary<CounterKey, long> _values = [];

    /// <summary>The plan of the session.</summary>
    public SessionPlan Plan => plan;

    /// <summary>The number of the first event of the process.</summary>
    public int First { get; } = first;

    /// <summary>The number of the next event to count.</summary>
    public int Through { get; set; } = first;

    /// <summary>The totals, in the order in which the counters began.</summary>
    public IReadOnlyDictionary<CounterKey, long> Values => _values;

    /// <summary>Adds to a total.</summary>
    public void Add(CounterKey key, long amount) => _values[key] = _values.GetValueOrDefault(key) + amount;
}
