using MetricsSimulator.Metrics;

namespace MetricsSimulator.Telemetry;

/// <summary>A counter of whole numbers. It keeps its value when its series expires, and continues from it when the series is shown again. One thread at a time.</summary>
/// <param name="owner">The owner of the counter.</param>
/// <param name="key">Identifies the counter among those of its owner.</param>
/// <param name="width">The number of its values: 1, or more for a histogram.</param>
internal sealed class Counter(CounterOwner owner, CounterKey key, int width)
{
    /// <summary>The owner of the counter.</summary>
    public CounterOwner Owner => owner;

    /// <summary>Identifies the counter among those of its owner.</summary>
    public CounterKey Key => key;

    /// <summary>The values of the counter.</summary>
    public long[] Values { get; } = new long[width];

    /// <summary>The total that was exported so far, if exports contain deltas.</summary>
    public long Exported { get; set; }

    /// <summary>The increase that the current export contains; 0 if no export is due, or if the counter has not changed.</summary>
    public long Delta { get; set; }

    /// <summary>When it last changed, in milliseconds since the Unix epoch.</summary>
    public long ChangedAt { get; set; }

    /// <summary>When the last export came that changed it, in milliseconds since the Unix epoch; matters only while a collector replaces values by deltas.</summary>
    public long StoredAt { get; set; } = long.MinValue;

    /// <summary>The last instant before its last change at which series were shown, in milliseconds since the Unix epoch.</summary>
    public long ShownAt { get; set; } = long.MinValue;

    /// <summary>The value that was shown then.</summary>
    public long Shown { get; set; }

    /// <summary>The identifier of the anomaly because of which the next shown value may be lower; null for none.</summary>
    public string? Anomaly { get; set; }

    /// <summary>Until when its series is not shown although it has begun, in milliseconds since the Unix epoch; null if it is not held back.</summary>
    public long? WaitsUntil { get; set; }

    /// <summary>The last instant at which its series was not shown yet, in milliseconds since the Unix epoch; null if it has never begun.</summary>
    public long? UnseenAt { get; set; }

    /// <summary>The value that its series shows instead of its own, or showed when it was last seen; null for none.</summary>
    public double? SetTo { get; set; }

    /// <summary>The identifier of the anomaly because of which it does.</summary>
    public string? SetBy { get; set; }

    /// <summary>The series that shows it; null while none does.</summary>
    public LabelSet? Series { get; set; }

    /// <summary>A copy of the counter for another owner.</summary>
    public Counter CopyFor(CounterOwner other)
    {
        var copy = new Counter(other, key, width)
        {
            ChangedAt = ChangedAt,
            Series = Series,
            Exported = Exported,
            Delta = Delta,
            StoredAt = StoredAt,
            ShownAt = ShownAt,
            Shown = Shown,
            Anomaly = Anomaly,
            WaitsUntil = WaitsUntil,
            UnseenAt = UnseenAt,
            SetTo = SetTo,
            SetBy = SetBy,
        };
        Values.CopyTo(copy.Values, 0);
        return copy;
    }
}
