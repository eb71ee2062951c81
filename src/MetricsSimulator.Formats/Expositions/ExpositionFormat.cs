using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Expositions;

/// <summary>
/// A text format for scrapes: its names in HTTP headers, and what it writes differently from other formats. All formats write
/// one sample a line: name, labels, value, and optionally a timestamp.
/// </summary>
public abstract class ExpositionFormat
{
    private protected ExpositionFormat(string name, string type, string subtype, string version, bool isDefaultVersion)
    {
        Name = name;
        (Type, Subtype) = (type, subtype);
        Version = version;
        IsDefaultVersion = isDefaultVersion;
        ContentType = $"{type}/{subtype}; version={version}; charset=utf-8";
    }

    /// <summary>The name in the log of scrapes: <c>openmetrics100</c>.</summary>
    public string Name { get; }

    /// <summary>The type of its media type: <c>text</c>.</summary>
    public string Type { get; }

    /// <summary>The subtype of its media type: <c>plain</c>.</summary>
    public string Subtype { get; }

    /// <summary>The version, as the <c>Accept</c> header names it.</summary>
    public string Version { get; }

    /// <summary>Whether a scraper means this version when it names the media type without one.</summary>
    public bool IsDefaultVersion { get; }

    /// <summary>
    /// The scheme of escaping that the answer names when the scraper asks for none: how names outside <c>[a-zA-Z_:][a-zA-Z0-9_:]*</c> are written.
    /// Empty when it then names none, and null when it never does. All schemes write the names that there are as they are, so that the text is the same.
    /// </summary>
    public virtual string? DefaultEscaping => null;

    /// <summary>
    /// The <c>Content-Type</c> of the answer without a scheme of escaping, exactly as prometheus/common, expfmt/expfmt.go spells it (<c>FmtText_0_0_4</c>, <c>FmtText_1_0_0</c>,
    /// <c>FmtOpenMetrics_0_0_1</c>, <c>FmtOpenMetrics_1_0_0</c>).
    /// </summary>
    public string ContentType { get; }

    /// <summary>The text behind the last sample; nothing unless the format says so.</summary>
    internal virtual ReadOnlySpan<byte> End => [];

    /// <summary>The lines before the first sample of a family.</summary>
    internal abstract string Metadata(MetricFamily family);

    /// <summary>Spells the value of a label that is a number, such as the bound of a bucket.</summary>
    internal abstract string Spell(double number);

    /// <summary>How the values of a series are spelled.</summary>
    internal abstract SampleSpelling SpellingOf(FamilySeries series);

    /// <summary>Writes the timestamp of a sample.</summary>
    /// <param name="milliseconds">Milliseconds since the Unix epoch.</param>
    /// <param name="destination">At least <see cref="Timestamp.BufferLength"/> bytes; those after the text may be overwritten too.</param>
    /// <returns>The number of bytes that the text has.</returns>
    internal abstract int WriteTimestamp(long milliseconds, Span<byte> destination);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
