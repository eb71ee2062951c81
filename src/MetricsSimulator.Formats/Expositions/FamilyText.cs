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

    private readonly SeriesLine[] _lines;

    /// <summary>Encodes a family.</summary>
    /// <param name="family">The family.</param>
    /// <param name="openMetrics">True for OpenMetrics, false for text 0.0.4.</param>
    public FamilyText(MetricFamily family, bool openMetrics)
    {
        Family = family;
        Metadata = family.Continues ? [] : Encoding.UTF8.GetBytes(openMetrics ? OpenMetricsMetadata(family) : TextMetadata(family));
        _lines = [.. family.Series.Select(series => LineOf(family, series, openMetrics))];
        // A label set with one series has a text that holds the whole line up to the value.
        if (_lines is [var only]) (Head, Closing) = (only.Name, only.Tail);
    }

    /// <summary>The family.</summary>
    public MetricFamily Family { get; }

    /// <summary>The lines that come before the first sample; nothing for a family that continues another.</summary>
    public byte[] Metadata { get; }

    /// <summary>What the text of a label set is to begin with, for <see cref="LabelOdometer.Start"/>.</summary>
    public byte[] Head { get; } = [];

    /// <summary>What the text of a label set is to end with, for <see cref="LabelOdometer.Start"/>.</summary>
    public byte[] Closing { get; } = [];

    /// <summary>Writes all lines of one label set; none when it is absent.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="labels">The text of the label set, between <see cref="Head"/> and <see cref="Closing"/>.</param>
    /// <param name="values">Its <see cref="MetricFamily.Stride"/> values.</param>
    /// <param name="end">The end of every line: a line feed, and before it a space and a timestamp if there is to be one.</param>
    public void WriteSamples(OutputBuffer output, ReadOnlySpan<byte> labels, ReadOnlySpan<double> values, ReadOnlySpan<byte> end)
    {
        if (_lines is [var only])
        {
            if (!Staleness.IsMarker(values[0])) SampleLine.Write(output, labels, values[0], only.Spelling, end);
            return;
        }

        foreach (ref readonly var line in _lines.AsSpan())
            if (!Staleness.IsMarker(values[line.Value])) SampleLine.Write(output, line.Name, labels, line.Tail, values[line.Value], line.Spelling, end);
    }

    private static SeriesLine LineOf(MetricFamily family, FamilySeries series, bool openMetrics)
    {
        var hasLabels = !family.Labels.Dimensions.IsEmpty;
        var tail = series.Label is { } label ? $"{(hasLabels ? "," : "{")}{label.Name}=\"{Spell(label.Number, openMetrics)}\"}} " : hasLabels ? "} " : " ";
        var spelling = !openMetrics ? SampleSpelling.Go : series.IsCount ? SampleSpelling.Integer : SampleSpelling.OpenMetrics;
        return new SeriesLine(Encoding.UTF8.GetBytes(family.Name + series.Suffix), Encoding.UTF8.GetBytes(tail), series.Value, spelling);
    }

    private static string Spell(double number, bool openMetrics) => openMetrics ? GoFloat.SpellOpenMetrics(number) : GoFloat.Spell(number);

    // A family without help has no HELP line: an empty one says nothing, and not every parser takes it.
    private static string TextMetadata(MetricFamily family)
    {
        var help = TextEscaping.Unquoted(family.Help);
        return (help.Length == 0 ? "" : $"# HELP {family.Name} {help}\n") + $"# TYPE {family.Name} {family.Type}\n";
    }

    // OpenMetrics demands _total of a counter; one without it can only be told as of unknown type.
    private static string OpenMetricsMetadata(MetricFamily family)
    {
        var isTotal = family.Type == MetricType.Counter && family.Name.EndsWith(TotalSuffix, StringComparison.Ordinal);
        var name = isTotal ? family.Name[..^TotalSuffix.Length] : family.Name;
        var type = family.Type == MetricType.Counter && !isTotal ? "unknown" : family.Type.Name;
        var help = TextEscaping.Quoted(family.Help);
        return $"# TYPE {name} {type}\n" + (help.Length == 0 ? "" : $"# HELP {name} {help}\n");
    }

    /// <summary>What the lines of one series of each label set have in common.</summary>
    private readonly record struct SeriesLine(byte[] Name, byte[] Tail, int Value, SampleSpelling Spelling);
}
