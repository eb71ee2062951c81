using System.Collections.Immutable;
using MetricsSimulator.Events;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>
/// Encodes snapshots of a run as requests of OTLP, as one process would export them: a point for each label set that a scrape at the same tick finds. For each export, call
/// <see cref="Begin"/>, and then <see cref="EncodeNext"/> until there is no further request. Its memory does not grow with the number of points, except with
/// <see cref="Temporality.Delta"/>: for 24 to 48 bytes a value, and about as much again for label sets that have restarted. Not thread-safe.
/// </summary>
/// <remarks>
/// Source: OpenTelemetry, "Prometheus and OpenMetrics Compatibility": a counter becomes a monotonic sum, a gauge a gauge, a histogram an explicit-bucket histogram, an info metric a
/// sum that is not monotonic. Names stay unaltered.
/// </remarks>
public sealed class PointEncoder
{
    /// <summary>The most points of a request: as many as a collector puts into a batch by default.</summary>
    public const int DefaultMostPoints = 8192;

    // A receiver of gRPC refuses messages above 4 MiB by default.
    private const int MostBytes = 2 << 20;

    private readonly PointWriter _writer;
    private readonly DeltaMemory? _memory;
    private FamilyPoints[] _families = [];
    private Layout? _layout;
    private Snapshot? _snapshot;
    private int _family;
    private int _row;
    private PointKey[] _keys = [];

    /// <summary>Creates an encoder, which has exported nothing yet.</summary>
    /// <param name="resource">The attributes of the resource.</param>
    /// <param name="scope">The scope.</param>
    /// <param name="temporality">Whether counters and histograms count since the export before, or since they began.</param>
    /// <param name="isJson">Whether requests are JSON, rather than Protocol Buffers.</param>
    public PointEncoder(ImmutableArray<EventAttribute> resource, ExportScope scope, Temporality temporality, bool isJson)
    {
        ArgumentNullException.ThrowIfNull(scope);
        _writer = isJson ? new JsonPointWriter(resource, scope, temporality) : new ProtobufPointWriter(resource, scope, temporality);
        _memory = temporality == Temporality.Delta ? new DeltaMemory() : null;
    }

    /// <summary>The most points of a request; 1 or more.</summary>
    public int MostPoints { get; init; } = DefaultMostPoints;

    /// <summary>Whether a family is exported; by default all are.</summary>
    public Func<MetricFamily, bool> Has { get; init; } = static _ => true;

    /// <summary>The request that was encoded last; valid until the next call of <see cref="EncodeNext"/>.</summary>
    public ReadOnlyMemory<byte> Request => _writer.Written;

    /// <summary>The number of points of <see cref="Request"/>.</summary>
    public int PointCount { get; private set; }

    /// <summary>The keys of the points of <see cref="Request"/> with <see cref="Temporality.Cumulative"/>, otherwise empty; valid until the next call of <see cref="EncodeNext"/>.</summary>
    public ReadOnlySpan<PointKey> Keys => _memory is null ? _keys.AsSpan(0, PointCount) : [];

    /// <summary>Begins an export. What was not encoded of the export before is left out, or becomes part of this one with <see cref="Temporality.Delta"/>.</summary>
    /// <param name="snapshot">The values to export, with <see cref="Snapshot.Starts"/>. It must not be disposed before all requests are encoded.</param>
    public void Begin(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (!ReferenceEquals(snapshot.Layout, _layout))
        {
            _families = [.. snapshot.Layout.Families.Select(family => new FamilyPoints(family, _writer.HeadOf(family), Has(family)))];
            _memory?.MoveTo(snapshot.Layout);
            _layout = snapshot.Layout;
        }

        _snapshot = snapshot;
        (_family, _row) = (0, 0);
    }

    /// <summary>Encodes the next request of the export.</summary>
    /// <returns>Whether there was anything left to encode.</returns>
    /// <exception cref="InvalidOperationException">No export was begun.</exception>
    public bool EncodeNext()
    {
        var snapshot = _snapshot ?? throw new InvalidOperationException("Begin an export first.");
        _writer.BeginRequest(OtlpTime.Of(snapshot.Instant));
        PointCount = 0;
        var isOpen = false;
        for (; _family < _families.Length; _family++, _row = 0)
        {
            var points = _families[_family];
            if (isOpen && !points.Family.Continues)
            {
                _writer.EndMetric();
                isOpen = false;
            }

            if (!points.IsExported || (_row == 0 && Staleness.AreMarkers(snapshot.ValuesOf(points.Family)))) continue;
            isOpen = Encode(points, snapshot, isOpen);
            if (_row < points.Family.Range.Count) break;
        }

        if (isOpen) _writer.EndMetric();
        if (PointCount == 0) return false;
        _writer.EndRequest();
        return true;
    }

    /// <summary>Encodes label sets of a family until the request is full.</summary>
    /// <returns>Whether a metric is open.</returns>
    private bool Encode(FamilyPoints points, Snapshot snapshot, bool isOpen)
    {
        var family = points.Family;
        var values = snapshot.ValuesOf(family);
        var starts = snapshot.Starts.Slice(family.ValueOffset, family.ValueCount);
        if (_row == 0) _writer.StartLabels(family);
        for (; _row < family.Range.Count; _row++)
        {
            if (PointCount == MostPoints || _writer.Length >= MostBytes) return isOpen;
            var column = _row * family.Stride;
            if (!Staleness.IsMarker(values[column]))
            {
                if (!isOpen) _writer.BeginMetric(points.Head);
                isOpen = true;
                var number = family.Numbers[_row * family.Series.Length];
                if (_memory is null) Note(new PointKey(number, points.HasStart ? starts[column] : 0));
                else if (points.Counts) _memory.Resume(family.ValueOffset + column, family.Stride, number, starts[column]);
                Encode(points, values.Slice(column, family.Stride), starts[column], family.ValueOffset + column, snapshot.Instant.UtcTicks);
                PointCount++;
            }

            _writer.MoveNextLabels();
        }

        return isOpen;
    }

    private void Note(PointKey key)
    {
        if (PointCount == _keys.Length) Array.Resize(ref _keys, Math.Max(256, 2 * _keys.Length));
        _keys[PointCount] = key;
    }

    private void Encode(FamilyPoints points, ReadOnlySpan<double> values, long start, int column, long time)
    {
        if (!points.Counts)
        {
            if (points.HasStart) _writer.WriteNumber(OtlpTime.Of(start), values[0]);
            else _writer.WriteNumber(values[0]);
            return;
        }

        if (_memory is null)
        {
            if (values.Length == 1) _writer.WriteNumber(OtlpTime.Of(start), values[0]);
            else _writer.WriteHistogram(OtlpTime.Of(start), values, default);
            return;
        }

        var since = _memory.SinceOf(column, start);
        var before = _memory.BeforeOf(column, values.Length, start);
        if (values.Length == 1) _writer.WriteNumber(OtlpTime.Of(since), before.IsEmpty ? values[0] : values[0] - before[0]);
        else _writer.WriteHistogram(OtlpTime.Of(since), values, before);
        _memory.Set(column, values, start, time);
    }
}
