using MetricsSimulator.Formats.Buffers;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.OpenMetrics;

/// <summary>
/// Writes the samples of a span of time as one OpenMetrics text, series by series, with a timestamp on every sample, as
/// <c>promtool tsdb create-blocks-from openmetrics</c> reads it. Not thread-safe; writers on different streams are independent.
/// </summary>
/// <remarks>
/// Call <see cref="BeginFamily"/> once for each family, and then <c>WriteSeries</c> for its label sets, one after another. A label set may
/// be given in several calls, each later than the one before. OpenMetrics requires that families and series do not interleave.
/// </remarks>
public sealed class OpenMetricsHistoryWriter
{
    private readonly StreamOutput _output;
    private readonly LabelOdometer _odometer = new();
    private FamilyText? _family;

    /// <summary>Creates a writer. The stream is left open.</summary>
    /// <param name="stream">The destination; written in large pieces.</param>
    /// <param name="bufferSize">The size of the pieces, in bytes; by default 256 KiB.</param>
    public OpenMetricsHistoryWriter(Stream stream, int bufferSize = StreamOutput.BufferSize)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _output = new StreamOutput(stream, bufferSize);
    }

    private FamilyText Text => _family ?? throw new InvalidOperationException("A series belongs to a family: call BeginFamily first.");

    /// <summary>Writes the metadata of a family. All series up to the next call belong to it.</summary>
    public void BeginFamily(MetricFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        _family = new FamilyText(family, OpenMetricsFormat.Version100);
        _output.Write(_family.Metadata);
    }

    /// <summary>Continues a family whose metadata another writer has written, so that several can share a family.</summary>
    public void ContinueFamily(MetricFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        if (_family?.Family != family) _family = new FamilyText(family, OpenMetricsFormat.Version100);
    }

    /// <summary>Writes points of one label set.</summary>
    /// <param name="labelSet">The number of the label set in the current family.</param>
    /// <param name="timestamps">The instants of the points, in milliseconds since the Unix epoch, ascending.</param>
    /// <param name="values">For each instant, the <see cref="MetricFamily.Stride"/> values of the label set, one instant after another.</param>
    /// <exception cref="InvalidOperationException">There is no current family.</exception>
    /// <exception cref="ArgumentException">The numbers of timestamps and values do not match.</exception>
    public void WriteSeries(int labelSet, ReadOnlySpan<long> timestamps, ReadOnlySpan<double> values)
    {
        var stride = Text.Family.Stride;
        if (values.Length != timestamps.Length * stride)
            throw new ArgumentException($"{timestamps.Length} instants need {timestamps.Length * stride} values, got {values.Length}.", nameof(values));
        WriteSeries(labelSet, new LineEnds(timestamps), 0, values);
    }

    /// <summary>Writes points of one label set at instants that were spelled before.</summary>
    /// <param name="labelSet">The number of the label set in the current family.</param>
    /// <param name="ends">The instants, ascending.</param>
    /// <param name="first">The index of the first instant to write.</param>
    /// <param name="values">For each instant from there on, the <see cref="MetricFamily.Stride"/> values of the label set.</param>
    /// <exception cref="InvalidOperationException">There is no current family.</exception>
    public void WriteSeries(int labelSet, LineEnds ends, int first, ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(ends);
        var text = Text;
        ArgumentOutOfRangeException.ThrowIfNegative(labelSet);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(labelSet, text.Family.Labels.Count);
        var stride = text.Family.Stride;
        _odometer.Start(text.Head, text.Closing, text.Family.Labels, labelSet);
        var labels = _odometer.Text;
        for (var i = 0; i < values.Length / stride; i++)
            text.WriteSamples(_output, labels, values.Slice(i * stride, stride), ends[first + i]);
    }

    /// <summary>Ends the text and flushes the stream. Nothing may be written afterwards.</summary>
    public void End()
    {
        _output.Write(OpenMetricsFormat.Version100.End);
        _output.Flush();
    }

    /// <summary>Passes the buffered text on to the stream, without ending it.</summary>
    public void Flush() => _output.Flush();
}
