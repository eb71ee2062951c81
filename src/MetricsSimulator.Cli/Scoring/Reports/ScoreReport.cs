using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Cli.Scoring.PromQL;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Scores;
using RuleResults = MetricsSimulator.Scoring.Scores.RuleResults;

namespace MetricsSimulator.Cli.Scoring.Reports;

/// <summary>The scores of rules, and of all of them together.</summary>
/// <param name="Plan">What was scored.</param>
/// <param name="Alerts">The rules, in the order of their files.</param>
/// <param name="Together">The score of those that are scored, together; null if none is.</param>
internal sealed record ScoreReport(ScorePlan Plan, ImmutableArray<ScoredAlert> Alerts, RuleSetScore? Together)
{
    /// <summary>The anomalies of all seeds in the judged time that left nothing in the samples, and so are not judged.</summary>
    public int WithoutEffect { get; private init; }

    /// <summary>The anomalies of all seeds in the judged time.</summary>
    public int Incidents { get; private init; }

    /// <summary>Whether a rule does not meet a requirement.</summary>
    public bool IsUnmet => Alerts.Any(alert => alert.Requirements.Any(requirement => requirement.IsUnmet));

    /// <summary>Scores the rules.</summary>
    /// <param name="plan">What was judged.</param>
    /// <param name="seeds">The judgements.</param>
    /// <param name="incidentsPerDay">The incidents a day that precision supposes.</param>
    /// <param name="requirements">What each rule must achieve.</param>
    public static ScoreReport Of(ScorePlan plan, SeedJudgement[] seeds, double incidentsPerDay, ImmutableArray<Requirement> requirements)
    {
        var alerts = ImmutableArray.CreateBuilder<ScoredAlert>(plan.Judged.Length);
        var scored = new List<RuleResults>();
        for (var i = 0; i < plan.Judged.Length; i++)
        {
            var judged = plan.Judged[i];
            var failures = seeds.Select(seed => seed.Failures.GetValueOrDefault(judged.Rule.Number)).FirstOrDefault(failed => failed is not null);
            var absent = judged.Rule.Selectors.Where(selector => !seeds.Any(seed => seed.Selected.Contains(selector.Text))).ToArray();
            if (ReasonNotTo(judged, absent, failures, plan, seeds[0]) is { } reason)
            {
                alerts.Add(new ScoredAlert(judged, null) { NotScored = reason, Failures = failures });
                continue;
            }

            var results = new RuleResults(judged.Scored, [.. seeds.Select(seed => seed.Rules[i])]);
            // Values of a sweep take no part in the alerts together.
            if (judged.Swept is null) scored.Add(results);
            var score = RuleScore.Of(results, incidentsPerDay);
            alerts.Add(new ScoredAlert(judged, score)
            {
                IsSimulated = plan.History is null,
                Judgements = results.Judgements,
                Failures = failures,
                Remarks = [.. RemarksOn(judged.Rule, absent, failures, plan, seeds[0])],
                Requirements = [.. requirements.Select(requirement => new DecidedRequirement(requirement, requirement.Decide(score), requirement.ValueOf(score)))],
            });
        }

        var incidents = seeds.SelectMany(seed => seed.Incidents).Where(incident => incident.Start >= plan.Time.From && incident.Start < plan.Time.To).ToArray();
        return new ScoreReport(plan, alerts.MoveToImmutable(), scored.Count == 0 ? null : RuleSetScore.Of(scored))
        {
            Incidents = incidents.Length,
            WithoutEffect = incidents.Count(incident => incident.Evidence is null),
        };
    }

    private static string? ReasonNotTo(JudgedRule judged, Selector[] absent, FailedEvaluations? failures, ScorePlan plan, SeedJudgement seed)
    {
        if (failures is not null && failures.Count >= plan.ScheduleOf(judged.Rule, TimeSpan.Zero).Count - 1) return $"every evaluation fails: {failures.Message}";
        // A detector reads what it will.
        if (plan.IsOfDetectors) return null;
        if (judged.Rule.Selectors.IsEmpty) return judged.Rule.Reading is null ? "what it reads is not known" : "it reads nothing";
        return absent.Length < judged.Rule.Selectors.Length ? null : Describe(absent, seed, plan, "it reads");
    }

    private static IEnumerable<string> RemarksOn(EvaluatedRule rule, Selector[] absent, FailedEvaluations? failures, ScorePlan plan, SeedJudgement seed)
    {
        foreach (var difference in rule.Differences) yield return difference.TrimEnd('.');
        if (absent.Length > 0) yield return Describe(absent, seed, plan, "it also reads");
        if (failures is not null) yield return string.Create(CultureInfo.InvariantCulture, $"{failures.Count:N0} evaluations of a history fail: {failures.Message}");
    }

    private static string Describe(Selector[] absent, SeedJudgement seed, ScorePlan plan, string reads)
    {
        var unknown = absent.Where(selector => NamesakesOf(selector, seed).IsEmpty).ToArray();
        var clauses = absent.Except(unknown).Select(selector => AbsentSeries.Describe(selector, NamesakesOf(selector, seed)));
        if (unknown.Length > 0) clauses = clauses.Prepend($"{reads} {string.Join(" and ", unknown.Select(selector => selector.Shown))}, which {Absence(unknown, plan)}");
        return string.Join("; ", clauses);
    }

    private static string Absence(Selector[] unknown, ScorePlan plan)
    {
        if (plan.History is not { } history) return unknown.Length == 1 ? "is not simulated" : "are not simulated";
        string[] recorded = [.. plan.Rules.Where(rule => rule.Definition is RecordingRule && unknown.Any(selector => RuleReading.MayRead(selector, rule.Definition))).Select(rule => rule.Definition.Name).Distinct(StringComparer.Ordinal)];
        return $"{history} does not have in this time" + (recorded.Length == 0 ? "" : $"; what rules record is taken as it is there, so load the rules of {string.Join(" and ", recorded)} there, or write the expression into the alert");
    }

    private static ImmutableArray<SortedLabels> NamesakesOf(Selector selector, SeedJudgement seed) =>
        selector.OfName is { } metric && seed.Namesakes.TryGetValue(metric, out var series) ? series : [];
}
