using System.Buffers;
using MetricsSimulator.Formats.Protobuf;
using MetricsSimulator.Formats.Series;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.RemoteWrite;

/// <summary>
/// Encodes windows of samples as requests of Prometheus's remote write 1.0. A series that ends gets one stale marker. The series and their labels are the same as in
/// blocks. Thread-safe for different series.
/// </summary>
/// <remarks>
/// Source: prometheus/prometheus, prompb/remote.proto and prompb/types.proto: WriteRequest timeseries = 1; TimeSeries labels = 1, samples = 2;
/// Label name = 1, value = 2; Sample value = 1, timestamp = 2.
/// </remarks>
public sealed class WriteRequestEncoder
{
    // In every message that contains others, labels or name come first, and samples or value second.
    private static readonly ProtobufField First = new(1);
    private static readonly ProtobufField Second = new(2);

    private SeriesNames _names = new();
    private int[] _columns = [];
    private Presence _presence = new(0);

    /// <summary>The layout of the window that the encoder was prepared for last.</summary>
    public Layout Layout { get; private set; } = new([]);

    /// <summary>The number of series.</summary>
    public int SeriesCount => _columns.Length;

    /// <summary>Prepares the encoder for a window, which may have other series than the one before.</summary>
    public void MakeReadyFor(SampleWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        if (ReferenceEquals(window.Layout, Layout)) return;
        var before = Layout;
        var families = window.Layout.Families.AsSpan();
        Layout = window.Layout;
        if (families.Length >= before.Families.Length && families[..before.Families.Length].SequenceEqual(before.Families.AsSpan()))
        {
            var added = families[before.Families.Length..].ToArray();
            _names.Add(added);
            _columns = [.. _columns, .. SeriesColumns.Of(added)];
            _presence.Grow(_columns.Length);
            return;
        }

        // The union is new, so that a series may have another number than before: compare labels.
        var there = Enumerable.Range(0, _names.Count).Where(series => _presence[series]).Select(_names.TextOf).ToHashSet(StringComparer.Ordinal);
        _names = new SeriesNames();
        _names.Add(Layout.Families);
        _columns = SeriesColumns.Of(Layout);
        _presence = new Presence(_columns.Length);
        for (var series = 0; series < _columns.Length; series++) _presence[series] = there.Contains(_names.TextOf(series));
    }

    /// <summary>Notes which series are present at the end of a window, as if it had been encoded.</summary>
    public void Pass(SampleWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        MakeReadyFor(window);
        for (var i = 0; i < _columns.Length; i++) _presence.Pass(i, window.Column(_columns[i])[^1]);
    }

    /// <summary>Encodes the samples of consecutive series.</summary>
    /// <param name="window">The samples. Encode each window once for each series, in the order of time.</param>
    /// <param name="first">The number of the first series.</param>
    /// <param name="end">The number of the series after the last one.</param>
    /// <returns>The request; null if there is nothing to send.</returns>
    /// <exception cref="ArgumentException">The encoder was not prepared for the window.</exception>
    public WriteRequest? Encode(SampleWindow window, int first, int end)
    {
        ArgumentNullException.ThrowIfNull(window);
        if (window.Layout != Layout) throw new ArgumentException("The encoder must be made ready for the window.", nameof(window));
        var pool = ArrayPool<byte>.Shared;
        var buffer = pool.Rent(1 << 16);
        var (length, samples) = (0, 0);
        var scratch = new SampleScratch();
        for (var series = first; series < end; series++)
        {
            var column = _presence.Choose(series, new SampleColumn(window.Timestamps, window.Column(_columns[series])), scratch);
            if (column.Count == 0) continue;
            var content = MeasureLabels(series) + MeasureSamples(column.Timestamps);
            var whole = ProtobufField.LengthOf(content);
            if (buffer.Length - length < whole)
            {
                var larger = pool.Rent(Math.Max(2 * buffer.Length, length + whole));
                buffer.AsSpan(0, length).CopyTo(larger);
                pool.Return(buffer);
                buffer = larger;
            }

            length += First.WriteHead(buffer.AsSpan(length), content);
            length += WriteLabels(buffer.AsSpan(length), series);
            length += WriteSamples(buffer.AsSpan(length), column);
            samples += column.Count;
        }

        var request = samples == 0 ? null : new WriteRequest(buffer.AsSpan(0, length), samples);
        pool.Return(buffer);
        return request;
    }

    private static int MeasureSamples(ReadOnlySpan<long> timestamps)
    {
        var length = 0;
        foreach (var timestamp in timestamps) length += ProtobufField.LengthOf(MeasureSample(timestamp));
        return length;
    }

    private static int MeasureSample(long timestamp) => ProtobufField.FixedLength + ProtobufField.LengthOfNumber(timestamp);

    private static int WriteSamples(Span<byte> destination, SampleColumn samples)
    {
        var length = 0;
        for (var t = 0; t < samples.Count; t++)
        {
            length += Second.WriteHead(destination[length..], MeasureSample(samples.Timestamps[t]));
            length += First.WriteDouble(destination[length..], samples.Values[t]);
            length += Second.WriteNumber(destination[length..], samples.Timestamps[t]);
        }

        return length;
    }

    private int MeasureLabels(int series)
    {
        var length = 0;
        var pairs = _names.PairsOf(series);
        for (var i = 0; i < pairs.Length; i += 2) length += ProtobufField.LengthOf(MeasureLabel(pairs[i], pairs[i + 1]));
        return length;
    }

    private int MeasureLabel(int name, int value) =>
        ProtobufField.LengthOf(_names.Symbols[name].Length) + ProtobufField.LengthOf(_names.Symbols[value].Length);

    private int WriteLabels(Span<byte> destination, int series)
    {
        var length = 0;
        var pairs = _names.PairsOf(series);
        for (var i = 0; i < pairs.Length; i += 2)
        {
            length += First.WriteHead(destination[length..], MeasureLabel(pairs[i], pairs[i + 1]));
            length += First.WriteText(destination[length..], _names.Symbols[pairs[i]]);
            length += Second.WriteText(destination[length..], _names.Symbols[pairs[i + 1]]);
        }

        return length;
    }
}
