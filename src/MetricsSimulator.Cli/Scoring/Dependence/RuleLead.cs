using System.Collections.Immutable;
using MetricsSimulator.Configuration.RuleFiles;

namespace MetricsSimulator.Cli.Scoring.Dependence;

/// <summary>
/// How long before the judged time a rule has to be evaluated: an alert for as long as it may be pending, and a recording rule for as long as others look back at it. So the series that
/// one rule compares with those of last week cost the others nothing.
/// </summary>
internal static class RuleLead
{
    /// <summary>The leads of rules, by number; zero for one that is not needed.</summary>
    /// <param name="rules">All rules; see <see cref="RuleOrder"/>.</param>
    /// <param name="holdOf">How long an alert remembers what its expression returned: its <c>for</c> and <c>keep_firing_for</c>, the longest if there are several.</param>
    public static TimeSpan[] Of(ImmutableArray<EvaluatedRule> rules, Func<EvaluatedRule, TimeSpan> holdOf)
    {
        var leads = new TimeSpan[rules.Length];
        foreach (var rule in rules.Where(rule => rule.IsNeeded).OrderByDescending(rule => rule.Depth))
        {
            if (rule.Definition is AlertingRule) leads[rule.Number] += holdOf(rule);
            leads[rule.Number] += rule.Group.Interval;
            foreach (var number in rule.Reads)
            {
                // Of a circle, nothing is read.
                var read = rules[number];
                if (read.Depth >= rule.Depth) continue;
                foreach (var selector in rule.Reading!.Selectors)
                {
                    var lead = leads[rule.Number] + selector.LookBack + rule.Group.QueryOffset;
                    if (lead > leads[number] && RuleReading.MayRead(selector, read.Definition)) leads[number] = lead;
                }
            }
        }

        return leads;
    }
}
