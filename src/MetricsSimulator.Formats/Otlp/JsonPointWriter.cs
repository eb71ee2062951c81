using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MetricsSimulator.Events;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>Points of metrics in JSON; see <see cref="OtlpJson"/>.</summary>
internal sealed class JsonPointWriter : PointWriter
{
    private readonly ArrayBufferWriter<byte> _text = new(1 << 16);
    private readonly Temporality _temporality;
    private readonly byte[] _before;
    private MetricHead? _head;
    private long _time;
    private bool _hasMetrics;
    private bool _hasPoints;

    /// <summary>Creates a writer.</summary>
    public JsonPointWriter(ImmutableArray<EventAttribute> resource, ExportScope scope, Temporality temporality)
        : base(new JsonAttributes())
    {
        _temporality = temporality;
        _before = Encoded(json =>
        {
            OtlpJson.BeginRequest(json, OtlpMetrics.Request.ResourceMetrics, resource, OtlpMetrics.ResourceMetrics.ScopeMetrics, scope);
            json.WriteStartArray(OtlpMetrics.ScopeMetrics.Metrics.Name);
        });
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Written => _text.WrittenMemory;

    /// <inheritdoc/>
    public override int Length => _text.WrittenCount;

    /// <inheritdoc/>
    public override MetricHead HeadOf(MetricFamily family)
    {
        var data = DataOf(family);
        var before = Encoded(json =>
        {
            json.WriteStartObject();
            json.WriteString(OtlpMetrics.Metric.Name.Name, family.Name);
            if (family.Help.Length > 0) json.WriteString(OtlpMetrics.Metric.Description.Name, family.Help);
            json.WriteStartObject(data.Name);
            json.WriteStartArray(OtlpMetrics.Sum.DataPoints.Name);
        });
        var inside = data == OtlpMetrics.Metric.Gauge ? "" : $",\"{OtlpMetrics.Sum.AggregationTemporality.Name}\":{(int)(family.Type == MetricType.Info ? Temporality.Cumulative : _temporality)}";
        if (family.Type == MetricType.Counter) inside += $",\"{OtlpMetrics.Sum.IsMonotonic.Name}\":true";
        var after = $"}},\"{OtlpMetrics.Metric.Metadata.Name}\":[{{\"key\":\"{PrometheusType}\",\"value\":{{\"stringValue\":\"{family.Type.Name}\"}}}}]}}";
        var bounds = string.Join(',', family.Buckets.Select(bound => bound.ToString(CultureInfo.InvariantCulture)));
        return new MetricHead(before, data, Encoding.UTF8.GetBytes(inside), Encoding.UTF8.GetBytes(after), Encoding.UTF8.GetBytes(bounds));
    }

    /// <inheritdoc/>
    public override void BeginRequest(long time)
    {
        _time = time;
        _hasMetrics = false;
        _text.ResetWrittenCount();
        _text.Write(_before);
    }

    /// <inheritdoc/>
    public override void BeginMetric(MetricHead head)
    {
        if (_hasMetrics) _text.Write(","u8);
        _hasMetrics = true;
        _hasPoints = false;
        _head = head;
        _text.Write(head.Before);
    }

    /// <inheritdoc/>
    public override void EndMetric()
    {
        _text.Write("]"u8);
        _text.Write(_head!.Inside);
        _text.Write(_head.After);
    }

    /// <inheritdoc/>
    public override void EndRequest() => _text.Write("]}]}]}"u8);

    /// <inheritdoc/>
    public override void WriteNumber(double value)
    {
        BeginPoint();
        EndNumber(value);
    }

    /// <inheritdoc/>
    public override void WriteNumber(long start, double value)
    {
        BeginPoint();
        WriteTime(",\"startTimeUnixNano\":\""u8, start);
        EndNumber(value);
    }

    /// <inheritdoc/>
    public override void WriteHistogram(long start, ReadOnlySpan<double> values, ReadOnlySpan<double> before)
    {
        var buckets = values.Length - 1;
        BeginPoint();
        WriteTime(",\"startTimeUnixNano\":\""u8, start);
        WriteTime(",\"timeUnixNano\":\""u8, _time);
        WriteTime(",\"count\":\""u8, (long)CumulativeCount(values, before, buckets - 1));
        _text.Write(",\"sum\":"u8);
        Write(before.IsEmpty ? values[buckets] : values[buckets] - before[buckets]);
        _text.Write(",\"bucketCounts\":["u8);
        double below = 0;
        for (var i = 0; i < buckets; i++)
        {
            var upTo = CumulativeCount(values, before, i);
            _text.Write(i == 0 ? "\""u8 : ",\""u8);
            Write((long)(upTo - below));
            _text.Write("\""u8);
            below = upTo;
        }

        _text.Write("],\"explicitBounds\":["u8);
        _text.Write(_head!.Bounds);
        _text.Write("]}"u8);
    }

    private void BeginPoint()
    {
        _text.Write(_hasPoints ? ",{\"attributes\":["u8 : "{\"attributes\":["u8);
        _hasPoints = true;
        var attributes = Attributes;
        if (!attributes.IsEmpty) _text.Write(attributes[1..]);
        _text.Write("]"u8);
    }

    private void EndNumber(double value)
    {
        WriteTime(",\"timeUnixNano\":\""u8, _time);
        _text.Write(",\"asDouble\":"u8);
        Write(value);
        _text.Write("}"u8);
    }

    private void WriteTime(ReadOnlySpan<byte> name, long number)
    {
        _text.Write(name);
        Write(number);
        _text.Write("\""u8);
    }

    private void Write(long number)
    {
        Utf8Formatter.TryFormat(number, _text.GetSpan(20), out var length);
        _text.Advance(length);
    }

    // Source: Protocol Buffers, "ProtoJSON Format": what is not a finite number is a text.
    private void Write(double number)
    {
        if (double.IsFinite(number))
        {
            number.TryFormat(_text.GetSpan(32), out var length, default, CultureInfo.InvariantCulture);
            _text.Advance(length);
            return;
        }

        _text.Write(double.IsNaN(number) ? "\"NaN\""u8 : number > 0 ? "\"Infinity\""u8 : "\"-Infinity\""u8);
    }

    private static byte[] Encoded(Action<Utf8JsonWriter> write)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            write(json);
            json.Flush();
        }

        return text.WrittenSpan.ToArray();
    }
}
