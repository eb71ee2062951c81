using System.Collections.Immutable;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Cli.Scoring.PromQL;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Scoring.Judging;

/// <summary>What is scored: rules, on the histories of some seeds.</summary>
internal sealed record ScorePlan
{
    // Measured with bench/score/typical.yaml.
    private const int SamplesOfAnEvaluation = 100;

    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_week = TimeSpan.FromDays(7);

    private readonly TimeSpan[] _leads;

    /// <summary>Plans it.</summary>
    /// <param name="rules">All rules, those that are recorded for others among them.</param>
    /// <param name="judged">The alerting rules.</param>
    /// <param name="seeds">The seeds.</param>
    /// <param name="time">The judged time.</param>
    public ScorePlan(ImmutableArray<EvaluatedRule> rules, ImmutableArray<JudgedRule> judged, ImmutableArray<ulong> seeds, JudgedTime time)
    {
        (Rules, Judged, Seeds, Time) = (rules, judged, seeds, time);
        _leads = RuleLead.Of(rules, rule => judged.Where(each => each.Rule.Number == rule.Number).Max(HoldOf));
        WarmUp = judged.Max(each => each.Rule.LookBack + HoldOf(each) + each.Rule.Group.Interval);
    }

    /// <summary>All rules, those that are recorded for others among them.</summary>
    public ImmutableArray<EvaluatedRule> Rules { get; }

    /// <summary>The alerting rules.</summary>
    public ImmutableArray<JudgedRule> Judged { get; }

    /// <summary>The seeds.</summary>
    public ImmutableArray<ulong> Seeds { get; }

    /// <summary>The judged time.</summary>
    public JudgedTime Time { get; }

    /// <summary>The history that is judged, by name: <c>http://localhost:9090</c>. Null for simulated ones.</summary>
    public string? History { get; init; }

    /// <summary>Whether somebody's own detectors are scored instead of rules.</summary>
    public bool IsOfDetectors => Judged[0].IsDetector;

    /// <summary>Whether each history has a clean twin. Without one, false alarms are not known.</summary>
    public bool HasTwin { get; init; } = true;

    /// <summary>The time that comes before the judged time, because rules look back at it.</summary>
    public TimeSpan WarmUp { get; }

    /// <summary>The beginning of the histories.</summary>
    public DateTimeOffset From => Time.From - WarmUp;

    /// <summary>
    /// The beginning of the runs, at or before that of the histories: a day before the judged time, or whole weeks if a rule looks back further. So an alert is judged on the same runs whatever other rules there are, unless one looks
    /// back very far.
    /// </summary>
    public DateTimeOffset RunStart
    {
        get
        {
            var before = WarmUp <= s_day ? s_day : s_week * Math.Ceiling(WarmUp / s_week);
            return Time.From - DateTimeOffset.UnixEpoch < before ? DateTimeOffset.UnixEpoch : Time.From - before;
        }
    }

    /// <summary>Selects the metrics that a rule may read. No others are written. One of which a selector selects nothing is among them, so that a report can say what labels it has.</summary>
    public SeriesFilter Read => Rules.Any(rule => rule is { IsNeeded: true, Reading: null })
        ? SeriesFilter.All
        : new SeriesFilter([.. Judged.SelectMany(each => each.Rule.Selectors).Select(selector => new LabelMatchers([.. selector.Matchers.Where(matcher => matcher.Name == Selector.NameLabel)]))]);

    /// <summary>When a rule is evaluated.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="phase">The phase of its group.</param>
    public EvaluationSchedule ScheduleOf(EvaluatedRule rule, TimeSpan phase)
    {
        var lead = _leads[rule.Number];
        return HistoryEvaluation.ScheduleOf(rule.Group, Time.From - (lead < WarmUp ? lead : WarmUp), Time.To, phase);
    }

    /// <summary>How many evaluations take as long as writing a history of a model, or comparing its values with others; above 0.</summary>
    public long StepsOfAHistory(SimulationModel model) =>
        (long)((Time.To - From) / model.Timeline.UpdateInterval) * Math.Max(model.SeriesCount, SamplesOfAnEvaluation) / SamplesOfAnEvaluation + 1;

    private static TimeSpan HoldOf(JudgedRule judged) => judged.Scored.Timing.For + judged.Scored.Timing.KeepFiringFor;
}
