using System.Buffers;
using System.Buffers.Binary;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.RemoteWrite;

/// <summary>
/// Turns windows of samples into requests of Prometheus's remote write 1.0, and remembers which series were there last: one that goes away is
/// marked as stale once. The series are those of the blocks, with the same labels. Thread-safe for different series.
/// </summary>
/// <remarks>
/// Source: prometheus/prometheus, prompb/remote.proto and prompb/types.proto: WriteRequest timeseries = 1; TimeSeries labels = 1, samples = 2;
/// Label name = 1, value = 2; Sample value = 1, timestamp = 2.
/// </remarks>
public sealed class WriteRequestEncoder
{
    private const byte FirstMessage = (1 << 3) | 2;
    private const byte SecondMessage = (2 << 3) | 2;
    private const byte SampleValue = (1 << 3) | 1;
    private const byte SampleTimestamp = 2 << 3;

    // The field and the length of a sample, its value with the field, and the field of its timestamp.
    private const int SampleOverhead = 2 + 1 + sizeof(double) + 1;

    private readonly SeriesTable _table;
    private readonly int[] _columns;
    private readonly bool[] _present;

    /// <summary>Creates an encoder before the first sample.</summary>
    /// <param name="layout">The layout of the windows.</param>
    public WriteRequestEncoder(Layout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        _table = new SeriesTable([layout]);
        _columns = _table.ColumnsOf(0);
        _present = new bool[_columns.Length];
    }

    /// <summary>The layout of the windows.</summary>
    public Layout Layout { get; }

    /// <summary>The number of series.</summary>
    public int SeriesCount => _columns.Length;

    /// <summary>Remembers which series are there, as if the window had been encoded.</summary>
    public void Pass(SampleWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        for (var i = 0; i < _present.Length; i++) _present[i] = !Staleness.IsMarker(window.Column(_columns[i])[^1]);
    }

    /// <summary>Goes on with the series of another layout: what is there of this one too is there, and the other marks the rest as stale.</summary>
    /// <param name="before">The encoder of the layout before; it is left with the series that end.</param>
    public void TakeOver(WriteRequestEncoder before)
    {
        ArgumentNullException.ThrowIfNull(before);
        var both = new SeriesTable([before.Layout, Layout]);
        var order = both.Order;
        var first = before.SeriesCount;
        for (var i = 1; i < order.Length; i++)
        {
            var (one, other) = (Math.Min(order[i - 1], order[i]), Math.Max(order[i - 1], order[i]));
            if (one >= first || other < first || !both.PairsOf(one).SequenceEqual(both.PairsOf(other))) continue;
            _present[other - first] = before._present[one];
            before._present[one] = false;
        }
    }

    /// <summary>Encodes the samples of consecutive series.</summary>
    /// <param name="window">The samples; each window is encoded once for each series, and in the order of time.</param>
    /// <param name="first">The number of the first series.</param>
    /// <param name="end">The number of the series before which the last lies.</param>
    /// <returns>The request; null when there is nothing to send.</returns>
    /// <exception cref="ArgumentException">The window has another layout.</exception>
    public WriteRequest? Encode(SampleWindow window, int first, int end)
    {
        ArgumentNullException.ThrowIfNull(window);
        if (window.Layout != Layout) throw new ArgumentException("The window has another layout.", nameof(window));
        return Encode(window.Timestamps, window, first, end);
    }

    /// <summary>Marks the series that are there as stale.</summary>
    /// <param name="timestamp">The instant from which on they are gone, in milliseconds since the Unix epoch.</param>
    /// <param name="first">The number of the first series.</param>
    /// <param name="end">The number of the series before which the last lies.</param>
    /// <returns>The request; null when there is nothing to send.</returns>
    public WriteRequest? End(long timestamp, int first, int end) => Encode([timestamp], null, first, end);

    private WriteRequest? Encode(ReadOnlySpan<long> timestamps, SampleWindow? window, int first, int end)
    {
        ReadOnlySpan<double> stale = [Staleness.Marker];
        var pool = ArrayPool<byte>.Shared;
        var buffer = pool.Rent(1 << 16);
        var (length, samples) = (0, 0);
        for (var series = first; series < end; series++)
        {
            var column = window is null ? stale : window.Column(_columns[series]);
            var (sampleLength, kept) = Measure(timestamps, column, _present[series]);
            if (kept == 0) continue;
            var labelLength = MeasureLabels(series);
            var most = 1 + Varint.MaximumLength + labelLength + sampleLength;
            if (buffer.Length - length < most)
            {
                var larger = pool.Rent(Math.Max(2 * buffer.Length, length + most));
                buffer.AsSpan(0, length).CopyTo(larger);
                pool.Return(buffer);
                buffer = larger;
            }

            length += WriteHeader(buffer.AsSpan(length), FirstMessage, labelLength + sampleLength);
            length += WriteLabels(buffer.AsSpan(length), series);
            length += WriteSamples(buffer.AsSpan(length), timestamps, column, ref _present[series]);
            samples += kept;
        }

        var request = samples == 0 ? null : new WriteRequest(buffer.AsSpan(0, length), samples);
        pool.Return(buffer);
        return request;
    }

    /// <summary>The bytes and the number of the samples that are written: absent ones are not, but for the first after one that was there.</summary>
    private static (int Length, int Count) Measure(ReadOnlySpan<long> timestamps, ReadOnlySpan<double> values, bool present)
    {
        var (length, count) = (0, 0);
        for (var t = 0; t < values.Length; t++)
        {
            var absent = Staleness.IsMarker(values[t]);
            if (!absent || present)
            {
                length += SampleOverhead + Varint.LengthOf((ulong)timestamps[t]);
                count++;
            }

            present = !absent;
        }

        return (length, count);
    }

    private static int WriteSamples(Span<byte> destination, ReadOnlySpan<long> timestamps, ReadOnlySpan<double> values, ref bool present)
    {
        var length = 0;
        for (var t = 0; t < values.Length; t++)
        {
            var absent = Staleness.IsMarker(values[t]);
            if (!absent || present)
            {
                var sample = destination[length..];
                var written = SampleOverhead + Varint.Write(sample[SampleOverhead..], (ulong)timestamps[t]);
                sample[0] = SecondMessage;
                sample[1] = (byte)(written - 2);
                sample[2] = SampleValue;
                // Bit by bit: this NaN is not any NaN.
                BinaryPrimitives.WriteInt64LittleEndian(sample[3..], BitConverter.DoubleToInt64Bits(values[t]));
                sample[SampleOverhead - 1] = SampleTimestamp;
                length += written;
            }

            present = !absent;
        }

        return length;
    }

    private int MeasureLabels(int series)
    {
        var length = 0;
        var pairs = _table.PairsOf(series);
        for (var i = 0; i < pairs.Length; i += 2) length += LengthOf(MeasureLabel(pairs[i], pairs[i + 1]));
        return length;
    }

    private int WriteLabels(Span<byte> destination, int series)
    {
        var length = 0;
        var pairs = _table.PairsOf(series);
        for (var i = 0; i < pairs.Length; i += 2)
        {
            length += WriteHeader(destination[length..], FirstMessage, MeasureLabel(pairs[i], pairs[i + 1]));
            length += WriteText(destination[length..], FirstMessage, _table.Symbols[pairs[i]]);
            length += WriteText(destination[length..], SecondMessage, _table.Symbols[pairs[i + 1]]);
        }

        return length;
    }

    private int MeasureLabel(int name, int value) => LengthOf(_table.Symbols[name].Length) + LengthOf(_table.Symbols[value].Length);

    // With the field and the length in front.
    private static int LengthOf(int content) => 1 + Varint.LengthOf((ulong)content) + content;

    private static int WriteHeader(Span<byte> destination, byte field, int length)
    {
        destination[0] = field;
        return 1 + Varint.Write(destination[1..], (ulong)length);
    }

    private static int WriteText(Span<byte> destination, byte field, ReadOnlySpan<byte> text)
    {
        var header = WriteHeader(destination, field, text.Length);
        text.CopyTo(destination[header..]);
        return header + text.Length;
    }
}
