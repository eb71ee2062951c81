using System.Text;
using MetricsSimulator.Formats.Buffers;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Expositions;

/// <summary>
/// A metric family encoded for one text format: its metadata lines, and the parts of its samples that are the same for every label set. Its size does not
/// depend on the number of series.
/// </summary>
internal sealed class FamilyText
{
    private readonly SeriesLine[] _lines;

    /// <summary>Encodes a family.</summary>
    /// <param name="family">The family.</param>
    /// <param name="format">The format.</param>
    public FamilyText(MetricFamily family, ExpositionFormat format)
    {
        Family = family;
        Metadata = family.Continues ? [] : Encoding.UTF8.GetBytes(format.Metadata(family));
        _lines = [.. family.Series.Select(series => LineOf(family, series, format))];
        // If a label set has one series, its text contains the whole line up to the value.
        if (_lines is [var only]) (Head, Closing) = (only.Name, only.Tail);
    }

    /// <summary>The family.</summary>
    public MetricFamily Family { get; }

    /// <summary>The lines before the first sample; empty for a family that continues another.</summary>
    public byte[] Metadata { get; }

    /// <summary>The beginning of the text of a label set, for <see cref="LabelOdometer.Start"/>.</summary>
    public byte[] Head { get; } = [];

    /// <summary>The end of the text of a label set, for <see cref="LabelOdometer.Start"/>.</summary>
    public byte[] Closing { get; } = [];

    /// <summary>Whether each label set has one line.</summary>
    public bool HasOneLine => _lines.Length == 1;

    /// <summary>Writes the only line of a label set, or nothing if it is absent.</summary>
    /// <param name="output">The destination.</param>
    /// <param name="stem">The text of the label set up to its last pair, beginning with <see cref="Head"/>.</param>
    /// <param name="lastPair">Its last pair; empty if there are no labels.</param>
    /// <param name="value">Its value.</param>
    /// <param name="end">The end of the line: a line feed, with a space and a timestamp before it if samples have timestamps.</param>
    public void WriteSample(OutputBuffer output, ReadOnlySpan<byte> stem, ReadOnlySpan<byte> lastPair, double value, ReadOnlySpan<byte> end)
    {
        if (!Staleness.IsMarker(value)) SampleLine.Write(output, stem, lastPair, Closing, value, _lines[0].Spelling, end);
    }

    /// <summary>Writes all lines of one label set, or nothing if it is absent.</summary>
    /// <param name="output">The destination.</param>
    /// <param name="labels">The text of the label set, between <see cref="Head"/> and <see cref="Closing"/>.</param>
    /// <param name="values">Its <see cref="MetricFamily.Stride"/> values.</param>
    /// <param name="end">The end of every line: a line feed, with a space and a timestamp before it if samples have timestamps.</param>
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

    private static SeriesLine LineOf(MetricFamily family, FamilySeries series, ExpositionFormat format)
    {
        var hasLabels = family.Labels.HaveLabels;
        var tail = series.Label is { } label ? $"{(hasLabels ? "," : "{")}{label.Name}=\"{format.Spell(label.Number)}\"}} " : hasLabels ? "} " : " ";
        return new SeriesLine(Encoding.UTF8.GetBytes(family.Name + series.Suffix), Encoding.UTF8.GetBytes(tail), series.Value, format.SpellingOf(series));
    }

    /// <summary>The parts of a line that are the same for all label sets.</summary>
    private readonly record struct SeriesLine(byte[] Name, byte[] Tail, int Value, SampleSpelling Spelling);
}
