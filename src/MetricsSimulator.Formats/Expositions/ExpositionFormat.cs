using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Expositions;

/// <summary>
/// A text format for scrapes: its names in HTTP headers, and its differences from other formats. All formats write
/// one sample on each line: name, labels, value, and optionally a timestamp.
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

    /// <summary>Whether a scraper that names the media type without a version means this one.</summary>
    public bool IsDefaultVersion { get; }

    /// <summary>
    /// The escaping scheme that the answer names if the scraper asks for none. Such a scheme says how names outside <c>[a-zA-Z_:][a-zA-Z0-9_:]*</c> are written.
    /// Empty if the answer then names no scheme; null if it never does. No name of the simulator needs escaping, so that all schemes give the same text.
    /// </summary>
    public virtual string? DefaultEscaping => null;

    /// <summary>
    /// The <c>Content-Type</c> of the answer without an escaping scheme, exactly as prometheus/common, expfmt/expfmt.go spells it (<c>FmtText_0_0_4</c>, <c>FmtText_1_0_0</c>,
    /// <c>FmtOpenMetrics_0_0_1</c>, <c>FmtOpenMetrics_1_0_0</c>).
    /// </summary>
    public string ContentType { get; }

    /// <summary>The text after the last sample; by default empty.</summary>
    internal virtual ReadOnlySpan<byte> End => [];

    /// <summary>The lines before the first sample of a family.</summary>
    internal abstract string Metadata(MetricFamily family);

    /// <summary>Spells the value of a label that is a number, such as the upper bound of a bucket.</summary>
    internal abstract string Spell(double number);

    /// <summary>The spelling of the values of a series.</summary>
    internal abstract SampleSpelling SpellingOf(FamilySeries series);

    /// <summary>Writes the timestamp of a sample.</summary>
    /// <param name="milliseconds">Milliseconds since the Unix epoch.</param>
    /// <param name="destination">At least <see cref="Timestamp.BufferLength"/> bytes; those after the text may be overwritten too.</param>
    /// <returns>The number of bytes of the text.</returns>
    internal abstract int WriteTimestamp(long milliseconds, Span<byte> destination);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
