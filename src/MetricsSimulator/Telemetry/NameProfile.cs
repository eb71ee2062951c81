namespace MetricsSimulator.Telemetry;

/// <summary>How the metrics of Claude Code are named in Prometheus.</summary>
/// <param name="Style">How they get to Prometheus.</param>
/// <param name="Namespace">What the collector writes before each name, as in <c>otel</c>; empty for nothing.</param>
public sealed record NameProfile(NameStyle Style, string Namespace = "")
{
    private const string Total = "total";

    /// <summary>The name of the family of a metric.</summary>
    /// <param name="metric">The metric. The style must not be that of the specification.</param>
    /// <remarks>Source of the collector's rule: prometheus/otlptranslator, metric_namer.go. Source of the direct exporter's rule: OpenTelemetry JS, PrometheusSerializer.</remarks>
    public string NameOf(TelemetryMetric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        var underscored = metric.Name.Replace('.', '_');
        var name = Style switch
        {
            NameStyle.Direct => underscored.EndsWith($"_{Total}", StringComparison.Ordinal) ? underscored : $"{underscored}_{Total}",
            NameStyle.NoSuffix => underscored,
            NameStyle.Legacy => string.Join('_', [underscored, .. metric.Unit.Length > 0 ? [metric.Unit] : Array.Empty<string>(), Total]),
            _ => WithSuffixes(underscored, metric.Unit),
        };
        return WithNamespace(name);
    }

    /// <summary>The name of the family with the attributes of the resources.</summary>
    public string TargetInfo => WithNamespace("target_info");

    /// <summary>The rule that a namespace breaks; null if it breaks none.</summary>
    public static string? NamespaceViolation(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? null
            : Rule.Broken("must consist of letters, digits and underscores, and not begin with a digit", name);

    /// <summary>The name of the label of an attribute.</summary>
    /// <param name="attribute">The OpenTelemetry name.</param>
    public static string LabelOf(string attribute)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        return string.Create(attribute.Length, attribute, (label, name) =>
        {
            for (var i = 0; i < label.Length; i++) label[i] = char.IsAsciiLetterOrDigit(name[i]) ? name[i] : '_';
        });
    }

    private string WithNamespace(string name) => Namespace.Length == 0 ? name : $"{Namespace}_{name}";

    private static string WithSuffixes(string name, string unit)
    {
        var words = name.Split('_').Where(word => word != Total).ToList();
        var suffix = unit == "s" ? "seconds" : unit;
        if (suffix.Length > 0 && !words.Contains(suffix)) words.Add(suffix);
        return string.Join('_', [.. words, Total]);
    }
}
