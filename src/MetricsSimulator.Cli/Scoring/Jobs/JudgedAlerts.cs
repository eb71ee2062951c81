using System.Collections.Immutable;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Cli.Scoring.Sweeps;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Scoring.Jobs;

/// <summary>The alerts of rule files, with what they are meant to detect.</summary>
internal static class JudgedAlerts
{
    /// <summary>The alerts, each followed by its values of a sweep.</summary>
    /// <param name="rules">All rules of the files.</param>
    /// <param name="sweep">The sweep; null for none.</param>
    /// <param name="match">What all of them are meant to detect, instead of what their annotations say; null to take the annotations.</param>
    /// <param name="kinds">The kinds of what they should find.</param>
    /// <param name="metrics">The metrics on which that can act.</param>
    /// <param name="errors">What is wrong with them, in lines; empty if nothing is.</param>
    public static ImmutableArray<JudgedRule> Of(ImmutableArray<EvaluatedRule> rules, Sweep? sweep, string? match, IReadOnlyCollection<string> kinds, IReadOnlyCollection<string> metrics, out IReadOnlyCollection<string> errors)
    {
        var found = new List<string>();
        Claims? all = null;
        if (match is not null) all = Take("--match", Claims.Read(match, kinds, metrics));
        EvaluatedRule[] alerts = [.. rules.Where(rule => rule.Definition is AlertingRule && sweep?.VariantOf(rule.Definition) is null)];
        var names = AlertNames.Of(alerts);
        var judged = ImmutableArray.CreateBuilder<JudgedRule>();
        for (var i = 0; i < alerts.Length; i++)
        {
            var (rule, alert) = (alerts[i], (AlertingRule)alerts[i].Definition);
            var claims = all;
            if (claims is null && alert.Annotations.FirstOrDefault(annotation => annotation.Key == Claims.Annotation) is { Value: { } text })
                claims = Take($"{rule.Group.File}:{alert.Place.Line}: {alert.Name}: {Claims.Annotation}", Claims.Read(text, kinds, metrics));
            var timing = new AlertTiming(rule.Group.Interval, alert.For, alert.KeepFiringFor, rule.Group.Limit);
            var one = new JudgedRule(rule, new ScoredRule(names[i], timing, rule.Memory) { OwnLabels = [.. alert.Labels.Select(label => label.Key)], Claims = claims });
            judged.Add(one);
            if (sweep is null) continue;
            judged.AddRange(sweep.Extend(one));
            // Variants of a threshold follow their alert in its group.
            foreach (var variant in rules)
                if (sweep.VariantOf(variant.Definition) is { } swept && ReferenceEquals(swept.Of, alert)) judged.Add(sweep.Variant(one with { Rule = variant }, names[i], swept.Value));
        }

        if (sweep is not null && judged.Count == alerts.Length && alerts.Length > 0) found.Add("--sweep: no alert of these files compares with a number by <, <=, > or >=, so that there is no threshold.");
        if (judged.Count == 0) found.Add("RULES: there is no alert in these files. Only alerts are judged.");
        errors = found;
        return judged.ToImmutable();

        Claims? Take(string place, MetricsSimulator.Scoring.Reading<Claims> read)
        {
            foreach (var error in read.Errors) found.Add($"{place}: {error}");
            return read.Value;
        }
    }
}
