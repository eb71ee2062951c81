using System.Collections.Immutable;
using System.Text;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Rules;

/// <summary>A file of rules for Prometheus.</summary>
/// <param name="Groups">The groups.</param>
internal sealed record RuleFile(ImmutableArray<RuleGroup> Groups)
{
    /// <summary>The name of the file.</summary>
    public const string Name = "claude-code.yaml";

    /// <summary>The content of the file: YAML with a line feed at the end of every line.</summary>
    public string ToYaml()
    {
        var text = new StringBuilder("""
            # Rules for Prometheus 2.42 and later, as 'claude-metrics-simulator rules' writes them for the metrics of a configuration.
            # The numbers suit the simulated metrics. Before you use them on your own, read the comments and set your own.
            groups:

            """);
        foreach (var group in Groups)
        {
            text.Append("  - name: ").Append(group.Name).Append('\n');
            if (group.Interval > TimeSpan.Zero) text.Append("    interval: ").Append(DurationText.Format(group.Interval)).Append('\n');
            text.Append("    rules:\n");
            foreach (var rule in group.Rules) Append(text, rule);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, PrometheusRule rule)
    {
        foreach (var line in rule.Reason.Split('\n', StringSplitOptions.RemoveEmptyEntries)) text.Append("      # ").Append(line).Append('\n');
        text.Append(rule is AlertRule { Name: var alert } ? $"      - alert: {alert}\n" : $"      - record: {((RecordingRule)rule).Name}\n");
        text.Append("        expr: |-\n          ").Append(rule.Promql).Append('\n');
        if (rule is AlertRule other) AppendRest(text, other);
    }

    private static void AppendRest(StringBuilder text, AlertRule rule)
    {
        if (rule.For > TimeSpan.Zero) text.Append("        for: ").Append(DurationText.Format(rule.For)).Append('\n');
        if (rule.KeepFiringFor > TimeSpan.Zero) text.Append("        keep_firing_for: ").Append(DurationText.Format(rule.KeepFiringFor)).Append('\n');
        text.Append("        labels:\n          severity: ").Append(rule.Severity == Severity.Page ? "page" : "ticket").Append('\n');
        foreach (var (name, value) in rule.Labels) text.Append("          ").Append(name).Append(": ").Append(value).Append('\n');
        text.Append("        annotations:\n");
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("summary", rule.Summary), ("description", rule.Description), ("runbook_url", rule.Runbook), ("detects", DetectedBy(rule))])
            text.Append("          ").Append(name).Append(": '").Append(value.Replace("'", "''", StringComparison.Ordinal)).Append("'\n");
    }

    private static string DetectedBy(AlertRule rule) => rule.Detects.IsEmpty ? "none" : string.Join(", ", rule.Detects);
}
