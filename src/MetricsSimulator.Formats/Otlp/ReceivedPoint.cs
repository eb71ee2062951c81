using System.Collections.Immutable;
using MetricsSimulator.Events;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>A point of a metric.</summary>
/// <param name="Attributes">Its attributes, in the order of the request.</param>
/// <param name="Start">Since when it counts, in UTC; null if that is not said.</param>
/// <param name="Time">The instant at which it was measured, in UTC.</param>
/// <param name="Value">Its value; for a histogram or a summary, the sum of what was observed. NaN if the point says that there is no value.</param>
/// <param name="Count">The number of observations; null for gauges and sums.</param>
public sealed record ReceivedPoint(ImmutableArray<EventAttribute> Attributes, DateTimeOffset? Start, DateTimeOffset Time, double Value, ulong? Count)
{
    /// <summary>The explicit upper bounds of a histogram; empty for everything else.</summary>
    public ImmutableArray<double> Bounds { get; init; } = [];

    /// <summary>The number of observations in each bucket of a histogram with explicit bounds, one more than there are bounds; or empty.</summary>
    public ImmutableArray<ulong> BucketCounts { get; init; } = [];
}
