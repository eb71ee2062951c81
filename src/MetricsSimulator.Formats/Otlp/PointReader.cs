using System.Collections.Immutable;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>Reads points of metrics from messages, and checks the rules of OTLP about them. Not thread-safe.</summary>
/// <param name="place">The place of the reader, which is that of the point.</param>
internal sealed class PointReader(OtlpPlace place)
{
    private const ulong NoRecordedValue = 1;

    /// <summary>Reads a point.</summary>
    /// <exception cref="OtlpFormatException">It breaks a rule.</exception>
    public ReceivedPoint Read(ReceivedMetricKind kind, OtlpMessage point) => kind switch
    {
        ReceivedMetricKind.Gauge or ReceivedMetricKind.Sum => ReadNumber(point),
        ReceivedMetricKind.Histogram => ReadHistogram(point),
        ReceivedMetricKind.ExponentialHistogram => ReadExponential(point),
        _ => ReadSummary(point),
    };

    private ReceivedPoint ReadNumber(OtlpMessage point)
    {
        var isWhole = point.Has(OtlpMetrics.NumberPoint.AsInt);
        if (!isWhole && !point.Has(OtlpMetrics.NumberPoint.AsDouble) && !HasNoValue(point, OtlpMetrics.NumberPoint.Flags)) throw place.Error("must have asDouble or asInt");
        var value = isWhole ? point.Signed(OtlpMetrics.NumberPoint.AsInt) : point.Double(OtlpMetrics.NumberPoint.AsDouble);
        return ReadPoint(point, OtlpMetrics.NumberPoint.Attributes, OtlpMetrics.NumberPoint.Flags, value, count: null);
    }

    private ReceivedPoint ReadHistogram(OtlpMessage point)
    {
        var count = point.Unsigned(OtlpMetrics.HistogramPoint.Count);
        ImmutableArray<double> bounds = [.. point.Values(OtlpMetrics.HistogramPoint.ExplicitBounds).Cast<double>()];
        ImmutableArray<ulong> counts = [.. point.Values(OtlpMetrics.HistogramPoint.BucketCounts).Cast<ulong>()];
        // A histogram may have no buckets at all.
        if (!counts.IsEmpty || !bounds.IsEmpty)
        {
            if (counts.Length != bounds.Length + 1) throw Error($"bucketCounts must have one number more than explicitBounds, got {counts.Length} and {bounds.Length}");
            for (var index = 1; index < bounds.Length; index++)
                if (!(bounds[index] > bounds[index - 1])) throw Error($"explicitBounds must rise, got {bounds[index - 1]:R} before {bounds[index]:R}");
            // A decimal number holds any such sum.
            var total = 0M;
            foreach (var one in counts) total += one;
            if (total != count) throw Error($"bucketCounts must sum to count {count}, got {total}");
        }

        return ReadPoint(point, OtlpMetrics.HistogramPoint.Attributes, OtlpMetrics.HistogramPoint.Flags, point.Double(OtlpMetrics.HistogramPoint.Sum), count) with
        {
            Bounds = bounds,
            BucketCounts = counts,
        };
    }

    private ReceivedPoint ReadExponential(OtlpMessage point)
    {
        var count = point.Unsigned(OtlpMetrics.ExponentialHistogramPoint.Count);
        decimal total = point.Unsigned(OtlpMetrics.ExponentialHistogramPoint.ZeroCount);
        foreach (var buckets in (OtlpMessage[])[point.Message(OtlpMetrics.ExponentialHistogramPoint.Positive), point.Message(OtlpMetrics.ExponentialHistogramPoint.Negative)])
            foreach (ulong one in buckets.Values(OtlpMetrics.Buckets.BucketCounts)) total += one;
        if (total != count) throw Error($"zeroCount and bucketCounts must sum to count {count}, got {total}");
        return ReadPoint(
            point, OtlpMetrics.ExponentialHistogramPoint.Attributes, OtlpMetrics.ExponentialHistogramPoint.Flags, point.Double(OtlpMetrics.ExponentialHistogramPoint.Sum), count);
    }

    private ReceivedPoint ReadSummary(OtlpMessage point)
    {
        foreach (OtlpMessage quantile in point.Values(OtlpMetrics.SummaryPoint.QuantileValues))
        {
            if (quantile.Double(OtlpMetrics.QuantileValue.Quantile) is var rank && !(rank is >= 0 and <= 1)) throw Error($"quantileValues must have quantiles from 0 to 1, got {rank:R}");
            if (quantile.Double(OtlpMetrics.QuantileValue.Value) is var value and < 0) throw Error($"quantileValues must have values of 0 or more, got {value:R}");
        }

        return ReadPoint(
            point, OtlpMetrics.SummaryPoint.Attributes, OtlpMetrics.SummaryPoint.Flags, point.Double(OtlpMetrics.SummaryPoint.Sum), point.Unsigned(OtlpMetrics.SummaryPoint.Count));
    }

    // The times have the same numbers in every kind of point.
    private ReceivedPoint ReadPoint(OtlpMessage point, OtlpField attributes, OtlpField flags, double value, ulong? count)
    {
        var read = ReceivedAttributes.Read(point, attributes, place);
        var start = point.Unsigned(OtlpMetrics.NumberPoint.StartTimeUnixNano);
        var time = point.Unsigned(OtlpMetrics.NumberPoint.TimeUnixNano);
        if (OtlpTime.InstantOf(time) is not { } instant) throw place.Error("timeUnixNano must be given");
        if (start > time) throw Error($"startTimeUnixNano must not be after timeUnixNano {time}, got {start}");
        return new ReceivedPoint(read, OtlpTime.InstantOf(start), instant, HasNoValue(point, flags) ? double.NaN : value, count);
    }

    private static bool HasNoValue(OtlpMessage point, OtlpField flags) => (point.Unsigned(flags) & NoRecordedValue) != 0;

    private OtlpFormatException Error(FormattableString violation) => place.Error(FormattableString.Invariant(violation));
}
