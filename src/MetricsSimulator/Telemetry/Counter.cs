using MetricsSimulator.Metrics;

namespace MetricsSimulator.Telemetry;

/// <summary>A counter of whole numbers. It goes on when its series has expired and is shown again. One thread at a time.</summary>
/// <param name="owner">Who has it.</param>
/// <param name="key">Which of the owner's.</param>
/// <param name="width">The number of its values: 1, or those of a histogram.</param>
internal sealed class Counter(CounterOwner owner, CounterKey key, int width)
{
    /// <summary>Who has it.</summary>
    public CounterOwner Owner => owner;

    /// <summary>Which of the owner's.</summary>
    public CounterKey Key => key;

    /// <summary>What was counted.</summary>
    public long[] Values { get; } = new long[width];

    /// <summary>What was exported of it, when exports have deltas.</summary>
    public long Exported { get; set; }

    /// <summary>What the last export had: 0 when that is over, or when there was nothing new.</summary>
    public long Delta { get; set; }

    /// <summary>When it changed last, in milliseconds since the Unix epoch.</summary>
    public long ChangedAt { get; set; }

    /// <summary>The series that shows it; null while none does.</summary>
    public LabelSet? Series { get; set; }

    /// <summary>A copy that another owner has.</summary>
    public Counter CopyFor(CounterOwner other)
    {
        var copy = new Counter(other, key, width) { ChangedAt = ChangedAt, Series = Series, Exported = Exported, Delta = Delta };
        Values.CopyTo(copy.Values, 0);
        return copy;
    }
}
