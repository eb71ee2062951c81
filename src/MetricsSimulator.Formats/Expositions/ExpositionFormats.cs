namespace MetricsSimulator.Formats.Expositions;

/// <summary>What each <see cref="ExpositionFormat"/> is called on the wire. Thread-safe.</summary>
public static class ExpositionFormats
{
    /// <summary>
    /// The <c>Content-Type</c> of a format, exactly as prometheus/common, expfmt/expfmt.go spells it (<c>FmtText</c>,
    /// <c>FmtOpenMetrics_0_0_1</c>, <c>FmtOpenMetrics_1_0_0</c>).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The format is not a member of the enumeration.</exception>
    public static string ContentType(this ExpositionFormat format) => format switch
    {
        ExpositionFormat.Text004 => "text/plain; version=0.0.4; charset=utf-8",
        ExpositionFormat.OpenMetrics001 => "application/openmetrics-text; version=0.0.1; charset=utf-8",
        ExpositionFormat.OpenMetrics100 => "application/openmetrics-text; version=1.0.0; charset=utf-8",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>Whether a format is a version of OpenMetrics.</summary>
    public static bool IsOpenMetrics(this ExpositionFormat format) => format != ExpositionFormat.Text004;
}
