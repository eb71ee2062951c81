using System.Collections.Immutable;
using MetricsSimulator.Cli.Scoring.PromQL;
using MetricsSimulator.Cli.Scoring.Templates;
using MetricsSimulator.Configuration.RuleFiles;

namespace MetricsSimulator.Cli.Scoring.Dependence;

/// <summary>Finds out which rules read which, and so in which order they can be evaluated: those that read no rule first, then those that read only these, and so on.</summary>
internal sealed class RuleOrder
{
    private readonly EvaluatedRule[] _rules;
    private readonly bool[][] _reaches;

    private RuleOrder(EvaluatedRule[] rules)
    {
        _rules = rules;
        _reaches = [.. rules.Select(rule => ReachedFrom(rule.Number))];
    }

    /// <summary>Orders the rules of files.</summary>
    /// <param name="groups">The groups of all files.</param>
    /// <returns>All rules, each at the place of its number.</returns>
    public static ImmutableArray<EvaluatedRule> Of(IEnumerable<RuleGroup> groups)
    {
        EvaluatedRule[] rules = [.. groups.SelectMany(group => group.Rules.Select(rule => (group, rule))).Select((each, i) => new EvaluatedRule(i, each.group, each.rule, Read(each.rule)))];
        for (var i = 0; i < rules.Length; i++)
            rules[i] = rules[i] with { Reads = [.. rules.Where(other => SelectorsOf(rules[i]).Any(selector => RuleReading.MayRead(selector, other.Definition))).Select(other => other.Number)] };
        return new RuleOrder(rules).Order();
    }

    /// <summary>
    /// The rules as they are evaluated where others have been recorded already, with the series that are there: none waits for another.
    /// </summary>
    /// <param name="rules">All rules, as <see cref="Of"/> gives them.</param>
    public static ImmutableArray<EvaluatedRule> AsRecorded(ImmutableArray<EvaluatedRule> rules) =>
    [
        .. rules.Select(rule => rule with
        {
            Reads = [],
            IsNeeded = rule.Definition is AlertingRule,
            IsRead = false,
            Depth = 0,
            IsBeforeWhatItReads = false,
            Selectors = [.. SelectorsOf(rule).DistinctBy(selector => selector.Text, StringComparer.Ordinal)],
            Differences = [.. TemplatesOf(rule)],
        }),
    ];

    private ImmutableArray<EvaluatedRule> Order()
    {
        var isNeeded = new bool[_rules.Length];
        var isRead = new bool[_rules.Length];
        foreach (var rule in _rules)
        {
            if (rule.Definition is not AlertingRule) continue;
            isNeeded[rule.Number] = true;
            for (var i = 0; i < _rules.Length; i++) isNeeded[i] |= _reaches[rule.Number][i];
        }

        foreach (var rule in _rules)
            if (isNeeded[rule.Number])
                foreach (var read in rule.Reads) isRead[read] |= read != rule.Number;
        var done = new EvaluatedRule?[_rules.Length];
        foreach (var rule in _rules) Complete(rule, done);
        return [.. done.Select(rule => rule! with { IsNeeded = isNeeded[rule.Number], IsRead = isRead[rule.Number] })];
    }

    private EvaluatedRule Complete(EvaluatedRule rule, EvaluatedRule?[] done)
    {
        if (done[rule.Number] is { } known) return known;
        EvaluatedRule[] read = [.. rule.Reads.Where(other => !AreInCircle(rule.Number, other)).Select(other => Complete(_rules[other], done))];
        var isBefore = read.Any(other => other.Group == rule.Group && other.Number > rule.Number);
        var isAfter = read.Any(other => other.Group == rule.Group && other.Number < rule.Number);
        return done[rule.Number] = rule with
        {
            Depth = read.Select(other => other.Depth + 1).Append(0).Max(),
            IsBeforeWhatItReads = isBefore && !isAfter,
            LookBack = Longest(rule, read, selector => selector.LookBack, other => other.LookBack),
            Memory = Longest(rule, read, selector => selector.Memory, other => other.Memory),
            Selectors = [.. SelectorsOf(rule).Concat(read.SelectMany(other => other.Selectors)).DistinctBy(selector => selector.Text, StringComparer.Ordinal)],
            Differences = [.. DifferencesOf(rule, isBefore && isAfter)],
        };
    }

    // The longest way back of any sample: through a selector, and on through the rules that it reads.
    private static TimeSpan Longest(EvaluatedRule rule, EvaluatedRule[] read, Func<Selector, TimeSpan> ofSelector, Func<EvaluatedRule, TimeSpan> ofRule)
    {
        var longest = TimeSpan.Zero;
        foreach (var selector in SelectorsOf(rule))
        {
            var span = ofSelector(selector) + read.Where(other => RuleReading.MayRead(selector, other.Definition)).Select(other => ofRule(other) + HoldOf(other.Definition)).Append(default).Max();
            if (span > longest) longest = span;
        }

        return longest + rule.Group.QueryOffset;
    }

    private static TimeSpan HoldOf(RuleDefinition rule) => rule is AlertingRule alert ? alert.For + alert.KeepFiringFor : default;

    private IEnumerable<string> DifferencesOf(EvaluatedRule rule, bool isBetween)
    {
        if (rule.Reading is null) yield return "its expression has a syntax that is not known here: what it reads of other rules is absent.";
        if (_reaches[rule.Number][rule.Number]) yield return "it reads itself, perhaps through other rules: what it reads of itself is absent.";
        if (isBetween) yield return "it reads rules before and after it in its group: it sees both at the same evaluation, where a running Prometheus has not evaluated the latter yet.";
        if (SelectorsOf(rule).Any(selector => selector.Allows(Selector.NameLabel, RuleReading.AlertsForState) && !selector.Allows(Selector.NameLabel, "")))
            yield return $"it reads {RuleReading.AlertsForState}, which is absent.";
        foreach (var template in TemplatesOf(rule)) yield return template;
    }

    private static IEnumerable<string> TemplatesOf(EvaluatedRule rule)
    {
        foreach (var (name, value) in rule.Definition is AlertingRule ? rule.Definition.Labels : [])
            if (LabelTemplate.UnknownIn(value) is { } template) yield return $"its label {name} has the template {template}, which is left as it is.";
    }

    private bool AreInCircle(int one, int other) => one == other || (_reaches[one][other] && _reaches[other][one]);

    private bool[] ReachedFrom(int number)
    {
        var reached = new bool[_rules.Length];
        var open = new Stack<int>(_rules[number].Reads);
        while (open.TryPop(out var next))
        {
            if (reached[next]) continue;
            reached[next] = true;
            foreach (var read in _rules[next].Reads) open.Push(read);
        }

        return reached;
    }

    private static ImmutableArray<Selector> SelectorsOf(EvaluatedRule rule) => rule.Reading?.Selectors ?? [];

    private static ExpressionReading? Read(RuleDefinition rule)
    {
        try
        {
            return ExpressionReading.Of(rule.Expression);
        }
        catch (UnreadableExpressionException)
        {
            return null;
        }
    }
}
