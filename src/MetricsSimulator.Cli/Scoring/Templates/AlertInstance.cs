using System.Collections.Immutable;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Scoring;

namespace MetricsSimulator.Cli.Scoring.Templates;

/// <summary>Which instance of an alert a result of its expression belongs to.</summary>
/// <param name="rule">The alert.</param>
internal sealed class AlertInstance(AlertingRule rule)
{
    private readonly bool _hasTemplates = rule.Labels.Any(label => label.Value.Contains("{{", StringComparison.Ordinal));

    /// <summary>The labels of the instance.</summary>
    /// <param name="result">The labels of the result.</param>
    public SortedLabels Of(SortedLabels result)
    {
        ImmutableArray<KeyValuePair<string, string>> own = _hasTemplates ? [.. rule.Labels.Select(label => KeyValuePair.Create(label.Key, LabelTemplate.Expand(label.Value, result)))] : rule.Labels;
        return result.ForAlert(rule.Name, own);
    }
}
