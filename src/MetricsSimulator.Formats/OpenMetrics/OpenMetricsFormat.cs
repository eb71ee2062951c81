using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.Numbers;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.OpenMetrics;

/// <summary>OpenMetrics: the same bytes under both of its version numbers.</summary>
/// <remarks>Source: prometheus/common, expfmt/openmetrics_create.go.</remarks>
public sealed class OpenMetricsFormat : ExpositionFormat
{
    /// <summary>OpenMetrics under its first version number.</summary>
    public static readonly OpenMetricsFormat Version001 = new("openmetrics001", "0.0.1", isDefaultVersion: true, defaultEscaping: null);

    /// <summary>OpenMetrics 1.0.0.</summary>
    public static readonly OpenMetricsFormat Version100 = new("openmetrics100", "1.0.0", isDefaultVersion: false, defaultEscaping: "");

    private OpenMetricsFormat(string name, string version, bool isDefaultVersion, string? defaultEscaping)
        : base(name, "application", "openmetrics-text", version, isDefaultVersion) => DefaultEscaping = defaultEscaping;

    /// <inheritdoc/>
    public override string? DefaultEscaping { get; }

    /// <inheritdoc/>
    internal override ReadOnlySpan<byte> End => "# EOF\n"u8;

    /// <inheritdoc/>
    // A name without the suffix that OpenMetrics requires for its type can only have the type unknown.
    internal override string Metadata(MetricFamily family)
    {
        var suffix = family.Type.Suffix;
        var isCalledRight = family.Name.EndsWith(suffix, StringComparison.Ordinal);
        var name = isCalledRight ? family.Name[..^suffix.Length] : family.Name;
        var type = isCalledRight ? family.Type.Name : "unknown";
        var help = TextEscaping.Quoted(family.Help);
        return $"# TYPE {name} {type}\n" + (help.Length == 0 ? "" : $"# HELP {name} {help}\n");
    }

    /// <inheritdoc/>
    internal override string Spell(double number) => GoFloat.SpellOpenMetrics(number);

    /// <inheritdoc/>
    internal override SampleSpelling SpellingOf(FamilySeries series) => series.IsCount ? SampleSpelling.Integer : SampleSpelling.OpenMetrics;

    /// <inheritdoc/>
    internal override int WriteTimestamp(long milliseconds, Span<byte> destination) => Timestamp.WriteSeconds(milliseconds, destination);
}
