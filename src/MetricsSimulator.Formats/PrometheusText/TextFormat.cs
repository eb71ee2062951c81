using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.Numbers;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.PrometheusText;

/// <summary>The text format of Prometheus.</summary>
/// <remarks>Source: prometheus/common, expfmt/text_create.go.</remarks>
public sealed class TextFormat : ExpositionFormat
{
    /// <summary>Version 0.0.4, which every scraper reads.</summary>
    public static readonly TextFormat Version004 = new("text004", "0.0.4", isDefaultVersion: true, defaultEscaping: null);

    /// <summary>Version 1.0.0, of Prometheus 3. It is the same text, because no name of the simulator needs escaping.</summary>
    public static readonly TextFormat Version100 = new("text100", "1.0.0", isDefaultVersion: false, defaultEscaping: "underscores");

    private TextFormat(string name, string version, bool isDefaultVersion, string? defaultEscaping)
        : base(name, "text", "plain", version, isDefaultVersion) => DefaultEscaping = defaultEscaping;

    /// <inheritdoc/>
    public override string? DefaultEscaping { get; }

    /// <inheritdoc/>
    // A family without help has no HELP line, because not every parser accepts an empty one.
    internal override string Metadata(MetricFamily family)
    {
        var help = TextEscaping.Unquoted(family.Help);
        return (help.Length == 0 ? "" : $"# HELP {family.Name} {help}\n") + $"# TYPE {family.Name} {family.Type.ClassicName}\n";
    }

    /// <inheritdoc/>
    internal override string Spell(double number) => GoFloat.Spell(number);

    /// <inheritdoc/>
    internal override SampleSpelling SpellingOf(FamilySeries series) => SampleSpelling.Go;

    /// <inheritdoc/>
    internal override int WriteTimestamp(long milliseconds, Span<byte> destination) => DecimalDigits.Write(milliseconds, destination);
}
