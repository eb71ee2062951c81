using System.Collections.Immutable;

namespace MetricsSimulator.Metrics;

/// <summary>Selects label sets of a metric: those that fulfil every condition, as in PromQL.</summary>
public sealed class LabelMatchers : IEquatable<LabelMatchers>
{
    /// <summary>Creates the conditions.</summary>
    public LabelMatchers(ImmutableArray<LabelMatcher> conditions) => Conditions = conditions;

    /// <summary>No condition: every label set.</summary>
    public static LabelMatchers All { get; } = new([]);

    /// <summary>The conditions.</summary>
    public ImmutableArray<LabelMatcher> Conditions { get; }

    /// <summary>Reads <c>{model=~"claude-3-.*",token_type!="input"}</c>; braces may be left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="matchers">The conditions; none of them on <c>le</c>.</param>
    /// <param name="violation">What is wrong with the text; null if nothing is.</param>
    public static bool TryParse(string text, out LabelMatchers matchers, out string? violation)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(new MatcherParser(text, "label matchers like {model=~\"claude-3-.*\"}"), isSelector: false, out matchers, out violation);
    }

    /// <summary>
    /// Reads a selector of series: <c>name</c>, <c>{model="…"}</c>, or both together. The name becomes a condition on the label <c>__name__</c>. Conditions
    /// on <c>le</c> are allowed too.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="matchers">The conditions; at least one does not match the empty text.</param>
    /// <param name="violation">What is wrong with the text; null if nothing is.</param>
    /// <remarks>Source: Prometheus, promql/parser, <c>ParseMetricSelector</c>, which also refuses selectors that match everything.</remarks>
    public static bool TryParseSelector(string text, out LabelMatchers matchers, out string? violation)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!TryParse(new MatcherParser(text, "a series selector like name{model=~\"claude-3-.*\"}"), isSelector: true, out matchers, out violation)) return false;
        if (matchers.Conditions.Any(condition => !condition.IsMatch(""))) return true;
        matchers = All;
        violation = Rule.Broken("must name a metric, or have one matcher at least that does not match what is empty", text);
        return false;
    }

    /// <summary>Whether each label set fulfils the conditions.</summary>
    /// <param name="labels">The label sets.</param>
    /// <param name="range">The range of label sets.</param>
    /// <returns>One element for each label set of the range; null if all fulfil the conditions.</returns>
    public bool[]? Select(LabelSets labels, SeriesRange range)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (Conditions.IsEmpty) return null;
        return labels switch
        {
            LabelSpace space => Select(space, range),
            LabelList list => [.. list.LabelSets.AsSpan().Slice(range.First, range.Count).ToArray().Select(IsMatch)],
            _ => throw new ArgumentException($"{labels.GetType().Name} cannot be selected from.", nameof(labels)),
        };
    }

    /// <summary>Whether a label set fulfils the conditions. A label that it does not have counts as empty.</summary>
    public bool IsMatch(LabelSet labelSet) => Conditions.All(condition => condition.IsMatch(labelSet.ValueOf(condition.Name) ?? ""));

    private bool[] Select(LabelSpace labels, SeriesRange range)
    {
        var allowed = labels.Dimensions.Select(dimension => AllowedBy(dimension)).ToArray();
        var rest = Conditions.Where(condition => labels.Dimensions.All(dimension => dimension.Name != condition.Name)).All(condition => condition.IsMatch(""));
        var selected = new bool[range.Count];
        Span<int> digits = stackalloc int[labels.Dimensions.Length];
        for (var i = 0; i < range.Count && rest; i++)
        {
            labels.Digits(range.First + i, digits);
            var all = true;
            for (var d = 0; d < digits.Length; d++) all &= allowed[d][digits[d]];
            selected[i] = all;
        }

        return selected;
    }

    /// <inheritdoc/>
    public bool Equals(LabelMatchers? other) => other is not null && Conditions.AsSpan().SequenceEqual(other.Conditions.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LabelMatchers);

    /// <inheritdoc/>
    public override int GetHashCode() => Conditions.Length;

    /// <summary>The conditions as PromQL writes them: <c>{model="opus"}</c>; empty if there are none.</summary>
    public override string ToString() => Conditions.IsEmpty ? "" : $"{{{string.Join(",", Conditions)}}}";

    private static bool TryParse(MatcherParser parser, bool isSelector, out LabelMatchers matchers, out string? violation)
    {
        matchers = All;
        violation = parser.Read(isSelector, out var conditions);
        if (violation is not null) return false;
        matchers = new LabelMatchers(conditions);
        return true;
    }

    /// <summary>Whether any value of a dimension fulfils the conditions on its label.</summary>
    internal bool AllowAny(LabelDimension dimension)
    {
        LabelMatcher[] conditions = [.. Conditions.Where(condition => condition.Name == dimension.Name)];
        for (var i = 0; i < dimension.Count; i++)
            if (Allow(conditions, dimension.Value(i))) return true;
        return false;
    }

    private bool[] AllowedBy(LabelDimension dimension)
    {
        LabelMatcher[] conditions = [.. Conditions.Where(condition => condition.Name == dimension.Name)];
        var allowed = new bool[dimension.Count];
        if (conditions.Length == 0) allowed.AsSpan().Fill(true);
        else for (var i = 0; i < allowed.Length; i++) allowed[i] = Allow(conditions, dimension.Value(i));
        return allowed;
    }

    private static bool Allow(LabelMatcher[] conditions, string value)
    {
        foreach (var condition in conditions)
            if (!condition.IsMatch(value)) return false;
        return true;
    }
}
