
namespace MetricsSimulator.Cli.Queries;

/// <summary>A selector as PromQL spells it.</summary>
/// <remarks>
/// Source: prometheus/prometheus, promql/parser/lex.go and generated_parser.y, version 2.42. Its words may be in upper or lower case. Most of them may still name a
/// metric or a label.
/// </remarks>
internal static class SelectorText
{
    private static readonly HashSet<string> s_noMetrics =
        new(StringComparer.OrdinalIgnoreCase) { "inf", "nan", "on", "ignoring", "group_left", "group_right", "bool", "atan2" };

    private static readonly HashSet<string> s_noGroups = new(StringComparer.OrdinalIgnoreCase) { "inf", "nan", "without" };

    /// <summary>The series of a name that meet conditions: <c>name{model="opus"}</c>, or <c>{__name__="inf"}</c> for a name that PromQL takes for something else.</summary>
    /// <param name="name">The name of the series; empty when a condition on <c>__name__</c> gives it.</param>
    /// <param name="conditions">The conditions on its labels.</param>
    public static string Of(string name, params IEnumerable<string> conditions)
    {
        var isWord = s_noMetrics.Contains(name);
        var braces = string.Join(',', isWord ? conditions.Prepend($"__name__=\"{name}\"") : conditions);
        return (isWord ? "" : name) + (braces.Length == 0 ? "" : $"{{{braces}}}");
    }

    /// <summary>Whether values can be grouped by a label, as in <c>sum by (model)</c>.</summary>
    public static bool CanGroupBy(string label) => !s_noGroups.Contains(label);
}
