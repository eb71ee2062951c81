using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Telemetry;

/// <summary>Whether an anomaly can act on what a workload shows, with the options of its telemetry.</summary>
internal static class ViewRules
{
    /// <summary>The rule that an anomaly breaks; null if it breaks none.</summary>
    /// <param name="anomaly">The anomaly.</param>
    /// <param name="options">The telemetry options.</param>
    /// <returns>The key with the fault, and the rule.</returns>
    public static (string Key, string Violation)? Violation(AnomalyDefinition anomaly, TelemetryOptions options)
    {
        var (kind, style) = (anomaly.Kind, options.Profile.Style);
        if (style == NameStyle.Specification) return ("kind", $"{kind.Name} acts on the metrics of Claude Code, and the profile specification has others");
        if (kind.Needed == ViewNeed.Collector && style is not (NameStyle.Collector or NameStyle.Legacy))
            return ("kind", $"{kind.Name} happens in a collector that keeps counters: it needs the profile collector or legacy");
        if (kind.Needed == ViewNeed.Counters && style == NameStyle.NoSuffix) return ("kind", $"{kind.Name} acts on counters, and the profile nosuffix has deltas");
        if (kind.Needed == ViewNeed.OwnExporter && style != NameStyle.Direct) return ("kind", $"{kind.Name} happens in the exporter of Claude Code itself: it needs the profile direct");
        var influence = InfluenceOf(anomaly);
        if (influence.SharesSessionIds && !options.IncludesSessionId) return ("kind", $"{kind.Name} needs series for each session: include_session_id must be true");
        if (influence.Expiry > TimeSpan.Zero && influence.Expiry >= options.ExpireAfter)
            return ("magnitude", Rule.Broken($"must be less than expire_after, {options.ExpireAfter.Value.TotalSeconds:R} seconds, or nothing would change", anomaly.Magnitude));
        if (kind.SelectsNames && !anomaly.Matchers.Conditions.IsEmpty && TelemetryMetric.All.All(metric => !Sessions.Causes.Allows(anomaly.Matchers, Sessions.Causes.NameLabel, options.Profile.NameOf(metric))))
            return ("matchers", Rule.Broken("matches no metric of the workload", anomaly.Matchers.ToString()));
        if (anomaly is { Kind.HasLabel: true, Label: { } label } && TelemetryMetric.All.All(metric => ViewFaults.AttributeOf(metric, label) < 0))
        {
            var labels = TelemetryMetric.All.SelectMany(metric => metric.Attributes).Select(NameProfile.LabelOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            return ("label", Rule.Broken($"must be a label that metrics of Claude Code have of their own: {string.Join(", ", labels)}", label));
        }

        return null;
    }

    /// <summary>What an anomaly that breaks no rule lacks to do what its kind says; null for nothing.</summary>
    /// <param name="anomaly">The anomaly.</param>
    /// <param name="options">The telemetry options.</param>
    public static string? Caution(AnomalyDefinition anomaly, TelemetryOptions options) => anomaly.ActsOnView && options.IncludesSessionId && InfluenceOf(anomaly).ShowsLastWriter
        ? $"{anomaly.Kind.Name} needs series that sessions share: set include_session_id: false in workload.telemetry, as config/phantom-two-million.yaml does"
        : null;

    private static ViewInfluence InfluenceOf(AnomalyDefinition anomaly)
    {
        var influence = new ViewInfluence();
        anomaly.Kind.OnView(new AnomalyMoment(anomaly.Magnitude, TimeSpan.Zero, anomaly.Duration, TimeSpan.Zero), ref influence);
        return influence;
    }
}
