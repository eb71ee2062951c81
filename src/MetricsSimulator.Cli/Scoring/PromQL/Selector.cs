using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Scoring.PromQL;

/// <summary>A selector of an expression: which series it reads, and how far back.</summary>
/// <param name="Matchers">Its conditions. The name of the metric is one on <see cref="NameLabel"/>.</param>
/// <param name="LookBack">How long before the instant of an evaluation the oldest sample that counts may lie. Below zero, it reads the future.</param>
internal sealed record Selector(ImmutableArray<LabelMatcher> Matchers, TimeSpan LookBack)
{
    /// <summary>The label that has the name of a metric.</summary>
    public const string NameLabel = "__name__";

    /// <summary>The selector as PromQL, without range and offset: <c>{__name__="up",job="claude-code"}</c>.</summary>
    public string Text { get; } = $"{{{string.Join(",", Matchers)}}}";

    /// <summary>Whether all conditions on a label are fulfilled by a value.</summary>
    public bool Allows(string label, string value)
    {
        foreach (var matcher in Matchers)
            if (matcher.Name == label && !matcher.IsMatch(value)) return false;
        return true;
    }
}
