using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Runners;

/// <summary>The values of the series that are always there: whole numbers, and durations in whole milliseconds. One thread at a time.</summary>
internal sealed class RunnerValues
{
    /// <summary>The label that says from where a session was started.</summary>
    public const string Platform = "client_platform";

    /// <summary>The label that says how a spawn hook ended.</summary>
    public const string Result = "result";

    /// <summary>The number of the spawn hooks that succeeded, among the results.</summary>
    public const int Success = 0;

    /// <summary>The number of those that failed.</summary>
    public const int Failure = 1;

    private const double MillisecondsPerSecond = 1000;

    private readonly LabelDimension _platforms;
    private readonly long[] _values;

    /// <summary>Creates values of 0.</summary>
    /// <param name="definition">Has the platforms.</param>
    /// <param name="constants">Labels that all series have, after their own.</param>
    public RunnerValues(RunnersDefinition definition, ImmutableArray<LabelDimension> constants)
    {
        _platforms = new LabelDimension(Platform, [.. definition.ClientPlatforms.Entries.Select(entry => entry.Value)]);
        var results = new LabelDimension(Result, ["success", "failure"]);
        ImmutableArray<LabelDimension> further = constants.IsDefault ? [] : constants;
        var families = ImmutableArray.CreateBuilder<MetricFamily>(All.Length);
        var offset = 0;
        foreach (var metric in All)
        {
            ImmutableArray<LabelDimension> own = metric.Label switch { Platform => [_platforms], Result => [results], _ => [] };
            families.Add(new MetricFamily(metric.Name, metric.Help, metric.Type, new LabelSpace([.. own, .. further]), metric.Buckets, offset));
            offset += families[^1].ValueCount;
        }

        Families = families.DrainToImmutable();
        _values = new long[offset];
    }

    /// <summary>The metrics, in the order of <see cref="RunnerFamily"/>.</summary>
    public static ImmutableArray<RunnerMetric> All { get; } =
    [
        RunnerMetric.Gauge(RunnerMetric.Runner + "capacity", "Sessions that the runner takes at once (simulated)."),
        RunnerMetric.Gauge(RunnerMetric.Runner + "active_sessions", "Sessions that have started and not ended (simulated)."),
        RunnerMetric.Gauge(RunnerMetric.Runner + "initializing_sessions", "Active sessions that are still being initialized (simulated)."),
        RunnerMetric.Counter(RunnerMetric.Runner + "sessions_started_total", "Sessions that started (simulated).", Platform),
        RunnerMetric.Counter(RunnerMetric.Runner + "sessions_completed_total", "Sessions that ended by themselves (simulated).", Platform),
        RunnerMetric.Counter(RunnerMetric.Runner + "sessions_failed_total", "Sessions that failed (simulated).", Platform),
        RunnerMetric.Counter(RunnerMetric.Runner + "sessions_interrupted_total", "Sessions that were interrupted (simulated).", Platform),
        RunnerMetric.Histogram(RunnerMetric.Runner + "session_init_duration_seconds", "Duration of the initialization of a session (simulated).", 1, 2.5, 5, 10, 20, 30, 60, 120, 300),
        RunnerMetric.Counter(RunnerMetric.Runner + "session_init_errors_total", "Initializations of sessions that failed (simulated)."),
        RunnerMetric.Counter(RunnerMetric.Runner + "session_start_hook_errors_total", "Start hooks of sessions that failed (simulated)."),
        RunnerMetric.Gauge(RunnerMetric.Orchestrator + "queue_pending_sessions", "Sessions that wait for a free slot (simulated)."),
        RunnerMetric.Gauge(RunnerMetric.Orchestrator + "queue_backing_off_sessions", "Sessions that wait after a failed spawn hook (simulated)."),
        RunnerMetric.Gauge(RunnerMetric.Orchestrator + "queue_circuit_broken_sessions", "Sessions that wait after several failed spawn hooks (simulated)."),
        RunnerMetric.Gauge(RunnerMetric.Orchestrator + "pool_pending_sessions", "Sessions whose spawn hook runs (simulated)."),
        RunnerMetric.Gauge(RunnerMetric.Orchestrator + "pool_active_sessions", "Sessions that run in the pool (simulated)."),
        RunnerMetric.Counter(RunnerMetric.Orchestrator + "spawn_hooks_total", "Spawn hooks that ended (simulated).", Result),
        RunnerMetric.Histogram(RunnerMetric.Orchestrator + "spawn_hook_duration_seconds", "Duration of a spawn hook (simulated).", .5, 1, 2.5, 5, 10, 20, 30, 60),
        RunnerMetric.Histogram(RunnerMetric.Orchestrator + "session_queue_wait_seconds", "Time from the arrival of a session to its start (simulated).", 1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600),
    ];

    /// <summary>The families, with values that are counted from the first.</summary>
    public ImmutableArray<MetricFamily> Families { get; }

    /// <summary>The number of values.</summary>
    public int Count => _values.Length;

    /// <summary>The number of a platform; −1 if there is none of that name.</summary>
    public int NumberOf(string platform) => _platforms.IndexOf(platform);

    /// <summary>Sets a gauge.</summary>
    public void Set(RunnerFamily family, long value) => _values[OffsetOf(family)] = value;

    /// <summary>Adds 1 to a counter.</summary>
    /// <param name="family">The counter.</param>
    /// <param name="label">The number of the value of its label.</param>
    public void Increment(RunnerFamily family, int label = 0) => _values[OffsetOf(family) + label]++;

    /// <summary>Adds an observation to a histogram.</summary>
    /// <param name="family">The histogram.</param>
    /// <param name="milliseconds">The observation.</param>
    public void Observe(RunnerFamily family, long milliseconds)
    {
        var (buckets, offset) = (All[(int)family].Buckets, OffsetOf(family));
        for (var i = 0; i < buckets.Length; i++)
            if (milliseconds <= buckets[i] * MillisecondsPerSecond) _values[offset + i]++;
        _values[offset + buckets.Length]++;
        _values[offset + buckets.Length + 1] += milliseconds;
    }

    /// <summary>Writes all values, durations in seconds.</summary>
    public void Show(Span<double> values)
    {
        for (var i = 0; i < _values.Length; i++) values[i] = _values[i];
        foreach (var family in Families)
            if (family.Type == MetricType.Histogram) values[family.ValueOffset + family.Stride - 1] /= MillisecondsPerSecond;
    }

    /// <summary>A copy of all values.</summary>
    public long[] Keep() => [.. _values];

    /// <summary>Restores kept values.</summary>
    public void Restore(long[] kept) => kept.CopyTo(_values, 0);

    /// <summary>Takes over the values of another runner. Platforms that it does not have begin at 0.</summary>
    public void TakeOver(RunnerValues other)
    {
        for (var family = 0; family < All.Length; family++)
        {
            var (from, to) = (other.Families[family].ValueOffset, Families[family].ValueOffset);
            if (All[family].Label != Platform)
            {
                other._values.AsSpan(from, Families[family].ValueCount).CopyTo(_values.AsSpan(to));
                continue;
            }

            for (var i = 0; i < _platforms.Count; i++)
                if (other.NumberOf(_platforms.Value(i)) is >= 0 and var number) _values[to + i] = other._values[from + number];
        }
    }

    private int OffsetOf(RunnerFamily family) => Families[(int)family].ValueOffset;
}
