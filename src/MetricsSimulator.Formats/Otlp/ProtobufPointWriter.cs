using System.Buffers.Binary;
using System.Collections.Immutable;
using MetricsSimulator.Events;
using MetricsSimulator.Formats.Binary;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>Points of metrics in Protocol Buffers. Source: opentelemetry-proto 1.x, metrics/v1/metrics.proto.</summary>
internal sealed class ProtobufPointWriter : PointWriter
{
    private const int FixedLength = 1 + sizeof(ulong);

    // Points of all kinds have the same fields for their times, and metrics of all kinds the same for their points.
    private static readonly byte Point = ProtobufMessage.TagOfContent(OtlpMetrics.Sum.DataPoints);
    private static readonly byte Start = ProtobufMessage.TagOfFixed(OtlpMetrics.NumberPoint.StartTimeUnixNano);
    private static readonly byte Time = ProtobufMessage.TagOfFixed(OtlpMetrics.NumberPoint.TimeUnixNano);
    private static readonly byte Value = ProtobufMessage.TagOfFixed(OtlpMetrics.NumberPoint.AsDouble);
    private static readonly byte Count = ProtobufMessage.TagOfFixed(OtlpMetrics.HistogramPoint.Count);
    private static readonly byte SumOfValues = ProtobufMessage.TagOfFixed(OtlpMetrics.HistogramPoint.Sum);
    private static readonly byte BucketCounts = ProtobufMessage.TagOfContent(OtlpMetrics.HistogramPoint.BucketCounts);
    private static readonly byte ExplicitBounds = ProtobufMessage.TagOfContent(OtlpMetrics.HistogramPoint.ExplicitBounds);

    private readonly ProtobufMessage _message = new();
    private readonly Temporality _temporality;
    private readonly byte[] _resource;
    private readonly byte[] _scope;
    private int _resourceMetrics;
    private int _scopeMetrics;
    private int _metric;
    private int _data;
    private MetricHead? _head;
    private long _time;

    /// <summary>Creates a writer.</summary>
    public ProtobufPointWriter(ImmutableArray<EventAttribute> resource, ExportScope scope, Temporality temporality)
        : base(new ProtobufAttributes())
    {
        _temporality = temporality;
        _resource = Encoded(message => OtlpProtobuf.WriteResource(message, resource));
        _scope = Encoded(message => OtlpProtobuf.WriteScope(message, scope));
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Written => _message.WrittenMemory;

    /// <inheritdoc/>
    public override int Length => _message.Written.Length;

    /// <inheritdoc/>
    public override MetricHead HeadOf(MetricFamily family)
    {
        var data = DataOf(family);
        var before = Encoded(message =>
        {
            message.Text(OtlpMetrics.Metric.Name, family.Name);
            if (family.Help.Length > 0) message.Text(OtlpMetrics.Metric.Description, family.Help);
        });
        var inside = Encoded(message =>
        {
            if (data != OtlpMetrics.Metric.Gauge) message.Number(OtlpMetrics.Sum.AggregationTemporality, (int)(family.Type == MetricType.Info ? Temporality.Cumulative : _temporality));
            if (family.Type == MetricType.Counter) message.Number(OtlpMetrics.Sum.IsMonotonic, 1);
        });
        var after = Encoded(message => OtlpProtobuf.WriteAttributes(message, OtlpMetrics.Metric.Metadata, [new EventAttribute(PrometheusType, family.Type.Name)]));
        var bounds = new byte[family.Buckets.Length * sizeof(double)];
        for (var i = 0; i < family.Buckets.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(bounds.AsSpan(i * sizeof(double)), family.Buckets[i]);
        return new MetricHead(before, data, inside, after, bounds);
    }

    /// <inheritdoc/>
    public override void BeginRequest(long time)
    {
        _time = time;
        _message.Clear();
        _resourceMetrics = _message.Begin(OtlpMetrics.Request.ResourceMetrics);
        _message.Raw(_resource);
        _scopeMetrics = _message.Begin(OtlpMetrics.ResourceMetrics.ScopeMetrics);
        _message.Raw(_scope);
    }

    /// <inheritdoc/>
    public override void BeginMetric(MetricHead head)
    {
        _head = head;
        _metric = _message.Begin(OtlpMetrics.ScopeMetrics.Metrics);
        _message.Raw(head.Before);
        _data = _message.Begin(head.Data);
    }

    /// <inheritdoc/>
    public override void EndMetric()
    {
        _message.Raw(_head!.Inside);
        _message.End(_data);
        _message.Raw(_head.After);
        _message.End(_metric);
    }

    /// <inheritdoc/>
    public override void EndRequest()
    {
        _message.End(_scopeMetrics);
        _message.End(_resourceMetrics);
    }

    /// <inheritdoc/>
    public override void WriteNumber(double value)
    {
        var attributes = Attributes;
        var content = 2 * FixedLength + attributes.Length;
        var point = BeginPoint(content);
        WriteFixed(point, Time, _time);
        WriteFixed(point[FixedLength..], Value, BitConverter.DoubleToInt64Bits(value));
        attributes.CopyTo(point[(2 * FixedLength)..]);
        _message.Advance(content);
    }

    /// <inheritdoc/>
    public override void WriteNumber(long start, double value)
    {
        var attributes = Attributes;
        var content = 3 * FixedLength + attributes.Length;
        var point = BeginPoint(content);
        WriteFixed(point, Start, start);
        WriteFixed(point[FixedLength..], Time, _time);
        WriteFixed(point[(2 * FixedLength)..], Value, BitConverter.DoubleToInt64Bits(value));
        attributes.CopyTo(point[(3 * FixedLength)..]);
        _message.Advance(content);
    }

    /// <inheritdoc/>
    public override void WriteHistogram(long start, ReadOnlySpan<double> values, ReadOnlySpan<double> before)
    {
        var attributes = Attributes;
        var buckets = values.Length - 1;
        var bounds = _head!.Bounds;
        var counts = buckets * sizeof(ulong);
        var headOfBounds = bounds.Length == 0 ? 0 : 1 + Varint.LengthOf((ulong)bounds.Length);
        var content = 4 * FixedLength + 1 + Varint.LengthOf((ulong)counts) + counts + headOfBounds + bounds.Length + attributes.Length;
        var point = BeginPoint(content);
        WriteFixed(point, Start, start);
        WriteFixed(point[FixedLength..], Time, _time);
        WriteFixed(point[(2 * FixedLength)..], Count, (long)CumulativeCount(values, before, buckets - 1));
        WriteFixed(point[(3 * FixedLength)..], SumOfValues, BitConverter.DoubleToInt64Bits(before.IsEmpty ? values[buckets] : values[buckets] - before[buckets]));
        point = point[(4 * FixedLength)..];
        point = point[WriteHead(point, BucketCounts, counts)..];
        double below = 0;
        for (var i = 0; i < buckets; i++)
        {
            var upTo = CumulativeCount(values, before, i);
            BinaryPrimitives.WriteInt64LittleEndian(point[(i * sizeof(ulong))..], (long)(upTo - below));
            below = upTo;
        }

        point = point[counts..];
        if (bounds.Length > 0) point = point[WriteHead(point, ExplicitBounds, bounds.Length)..];
        bounds.CopyTo(point);
        attributes.CopyTo(point[bounds.Length..]);
        _message.Advance(content);
    }

    /// <summary>Writes tag and length of a point, and makes room for its content, which must be written and then counted.</summary>
    private Span<byte> BeginPoint(int content)
    {
        _message.Advance(WriteHead(_message.Room(1 + Varint.MaximumLength), Point, content));
        return _message.Room(content);
    }

    private static int WriteHead(Span<byte> destination, byte tag, int content)
    {
        destination[0] = tag;
        return 1 + Varint.Write(destination[1..], (ulong)content);
    }

    private static void WriteFixed(Span<byte> destination, byte tag, long number)
    {
        destination[0] = tag;
        BinaryPrimitives.WriteInt64LittleEndian(destination[1..], number);
    }

    private static byte[] Encoded(Action<ProtobufMessage> write)
    {
        var message = new ProtobufMessage();
        write(message);
        return message.Written.ToArray();
    }
}
