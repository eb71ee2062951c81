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

    /// <summary>The selector as people write it, without range and offset: <c>up{job="claude-code"}</c>.</summary>
    public string Shown
    {
        get
        {
            if (Name is not { } name) return Text;
            var others = Matchers.Where(matcher => matcher.Name != NameLabel || matcher.Comparison != MatchOperator.Equal).ToArray();
            return others.Length == 0 ? name : $"{name}{{{string.Join(",", (IEnumerable<LabelMatcher>)others)}}}";
        }
    }

    /// <summary>The selector of all series of its metric, as PromQL; null if it names none, or has no other condition.</summary>
    public string? OfName => Name is not null && Matchers.Length > 1 ? $"{{{Matchers.First(matcher => matcher is { Name: NameLabel, Comparison: MatchOperator.Equal })}}}" : null;

    /// <summary>The name of its metric; null if it names none.</summary>
    public string? Name => Matchers.FirstOrDefault(matcher => matcher is { Name: NameLabel, Comparison: MatchOperator.Equal })?.Value;

    /// <summary>How old the sample of a selector without range may be: the default of <c>--query.lookback-delta</c>.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);

    /// <summary>Whether it has no range, so that its look-back has <see cref="Freshness"/> in it.</summary>
    public bool IsInstant { get; init; }

    /// <summary>How long the expression remembers a sample although there are later ones: the look-back without <see cref="Freshness"/>.</summary>
    public TimeSpan Memory => IsInstant ? LookBack - Freshness : LookBack;

    /// <summary>Whether all conditions on a label are fulfilled by a value.</summary>
    public bool Allows(string label, string value)
    {
        foreach (var matcher in Matchers)
            if (matcher.Name == label && !matcher.IsMatch(value)) return false;
        return true;
    }
}
