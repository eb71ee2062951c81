using System.Text;
using MetricsSimulator.Formats.Buffers;
using MetricsSimulator.Formats.Numbers;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Expositions;

/// <summary>
/// A metric family encoded for one text format: its metadata lines and what of its samples is the same for every label set. Its size does not
/// depend on the number of series. Immutable and thread-safe.
/// </summary>
/// <remarks>Sources: prometheus/common, expfmt/text_create.go and expfmt/openmetrics_create.go.</remarks>
internal sealed class FamilyText
{
    private const string TotalSuffix = "_total";

    private readonly byte[] _tail;
    private readonly byte[] _bucketName;
    private readonly byte[] _sumName;
    private readonly byte[] _countName;
    private readonly byte[][] _bucketTails;
    private readonly SampleSpelling _valueSpelling;
    private readonly SampleSpelling _countSpelling;

    /// <summary>Encodes a family.</summary>
    /// <param name="family">The family.</param>
    /// <param name="openMetrics">True for OpenMetrics, false for text 0.0.4.</param>
    public FamilyText(MetricFamily family, bool openMetrics)
    {
        Family = family;
        Metadata = family.Continues ? [] : Encoding.UTF8.GetBytes(openMetrics ? OpenMetricsMetadata(family) : TextMetadata(family));
        var isHistogram = family.Type == MetricType.Histogram;
        Head = isHistogram ? [] : Encoding.UTF8.GetBytes(family.Name);
        _valueSpelling = openMetrics ? SampleSpelling.OpenMetrics : SampleSpelling.Go;
        _countSpelling = openMetrics ? SampleSpelling.Integer : SampleSpelling.Go;
        var hasLabels = !family.Labels.Dimensions.IsEmpty;
        _tail = hasLabels ? "} "u8.ToArray() : " "u8.ToArray();
        Closing = isHistogram ? [] : _tail;
        _bucketName = Encoding.UTF8.GetBytes(family.Name + "_bucket");
        _sumName = Encoding.UTF8.GetBytes(family.Name + "_sum");
        _countName = Encoding.UTF8.GetBytes(family.Name + "_count");
        _bucketTails = isHistogram
            ? [.. family.Buckets.Append(double.PositiveInfinity).Select(bound => BucketTail(bound, openMetrics, hasLabels))]
            : [];
    }

    /// <summary>The family.</summary>
    public MetricFamily Family { get; }

    /// <summary>The lines that come before the first sample; nothing for a family that continues another.</summary>
    public byte[] Metadata { get; }

    /// <summary>What the text of a label set is to begin with, for <see cref="LabelOdometer.Start"/>.</summary>
    public byte[] Head { get; }

    /// <summary>What the text of a label set is to end with, for <see cref="LabelOdometer.Start"/>.</summary>
    public byte[] Closing { get; }

    /// <summary>Writes all lines of one label set; none when it is absent.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="labels">The text of the label set, between <see cref="Head"/> and <see cref="Closing"/>.</param>
    /// <param name="values">Its <see cref="MetricFamily.Stride"/> values.</param>
    /// <param name="end">The end of every line: a line feed, and before it a space and a timestamp if there is to be one.</param>
    public void WriteSamples(OutputBuffer output, ReadOnlySpan<byte> labels, ReadOnlySpan<double> values, ReadOnlySpan<byte> end)
    {
        if (Staleness.IsMarker(values[0])) return;
        if (_bucketTails.Length == 0)
        {
            SampleLine.Write(output, labels, values[0], _valueSpelling, end);
            return;
        }

        for (var i = 0; i < _bucketTails.Length; i++)
            SampleLine.Write(output, _bucketName, labels, _bucketTails[i], values[i], _countSpelling, end);
        SampleLine.Write(output, _sumName, labels, _tail, values[^1], _valueSpelling, end);
        SampleLine.Write(output, _countName, labels, _tail, values[^2], _countSpelling, end);
    }

    private static byte[] BucketTail(double bound, bool openMetrics, bool hasLabels)
    {
        var buffer = new byte[GoFloat.BufferLength];
        var length = openMetrics ? GoFloat.WriteOpenMetrics(bound, buffer) : GoFloat.Write(bound, buffer);
        return [.. hasLabels ? ",le=\""u8 : "{le=\""u8, .. buffer.AsSpan(0, length), .. "\"} "u8];
    }

    // A family without help has no HELP line: an empty one says nothing, and not every parser takes it.
    private static string TextMetadata(MetricFamily family)
    {
        var type = family.Type switch
        {
            MetricType.Counter => "counter",
            MetricType.Histogram => "histogram",
            _ => "gauge",
        };
        var help = family.Help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return (help.Length == 0 ? "" : $"# HELP {family.Name} {help}\n") + $"# TYPE {family.Name} {type}\n";
    }

    // OpenMetrics demands _total of a counter; one without it can only be told as of unknown type.
    private static string OpenMetricsMetadata(MetricFamily family)
    {
        var isTotal = family.Type == MetricType.Counter && family.Name.EndsWith(TotalSuffix, StringComparison.Ordinal);
        var name = isTotal ? family.Name[..^TotalSuffix.Length] : family.Name;
        var type = family.Type switch
        {
            MetricType.Counter => isTotal ? "counter" : "unknown",
            MetricType.Histogram => "histogram",
            _ => "gauge",
        };
        var help = family.Help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"# TYPE {name} {type}\n" + (help.Length == 0 ? "" : $"# HELP {name} {help}\n");
    }
}
