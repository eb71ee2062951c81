using System.Globalization;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Configuration.RuleFiles;

namespace MetricsSimulator.Cli.Scoring.Judging;

/// <summary>Names for alerts. Alerts that share a name are told apart by the labels in which they differ, and else by numbers: <c>BudgetBurn window=6h</c>.</summary>
internal static class AlertNames
{
    /// <summary>The names of alerts, all different, in their order.</summary>
    public static List<string> Of(IReadOnlyList<EvaluatedRule> alerts)
    {
        var names = new List<string>(alerts.Count);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var alert in alerts)
        {
            var namesakes = alerts.Where(other => other.Definition.Name == alert.Definition.Name).Select(other => other.Definition).ToArray();
            var parts = alert.Definition.Labels.Where(label => namesakes.Any(other => ValueOf(other, label.Key) != label.Value)).Select(label => $"{label.Key}={label.Value}");
            var told = string.Join(' ', parts.Prepend(alert.Definition.Name));
            var name = told;
            for (var number = 2; !taken.Add(name); number++) name = string.Create(CultureInfo.InvariantCulture, $"{told} {number}");
            names.Add(name);
        }

        return names;
    }

    private static string? ValueOf(RuleDefinition rule, string label)
    {
        foreach (var (key, value) in rule.Labels)
            if (key == label) return value;
        return null;
    }
}
