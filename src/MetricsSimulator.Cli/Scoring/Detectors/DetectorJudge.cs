using System.Collections.Immutable;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Records;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Scoring.Incidents;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Scoring.Detectors;

/// <summary>
/// Judges somebody's own detectors as if they were alerts without <c>for</c>: by time, and by labels where a file gives them. If it is known what they found on the clean twin, false alarms are known too.
/// </summary>
/// <param name="file">The name of the file, for the report.</param>
/// <param name="signal">What they found.</param>
/// <param name="twin">What they found on the clean twin; null if that is not known.</param>
/// <param name="join">What a detector found at most so far apart is one.</param>
/// <param name="claims">What they are meant to detect; null for everything.</param>
internal sealed class DetectorJudge(string file, ImmutableArray<DetectionRecord> signal, ImmutableArray<DetectionRecord>? twin, TimeSpan join, Claims? claims)
{
    private const long MostSteps = 4_000_000_000;

    // A detector may say something at any time. A second is short enough for a delay, and ten for months.
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longStep = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_month = TimeSpan.FromDays(31);

    /// <summary>Why the file cannot be judged over a time; null if it can.</summary>
    public string? Violation(JudgedTime time)
    {
        var sets = signal.Concat(twin ?? []).Select(record => (record.Detector, MetricsSimulator.Scoring.SortedLabels.Of(record.Labels))).Distinct().Count();
        return sets * (time.Length / StepOf(time)) > MostSteps ? $"{file}: has {sets} label sets, too many for {time.Length.TotalDays:0} days. Leave out labels that differ with each detection, or judge less time." : null;
    }

    /// <summary>Judges them.</summary>
    /// <param name="seed">The seed of the history.</param>
    /// <param name="incidents">Its incidents.</param>
    /// <param name="time">The judged time.</param>
    /// <param name="history">The name of the history; null for a simulated one.</param>
    public (ScorePlan Plan, SeedJudgement Judgement) Judge(ulong seed, ImmutableArray<Incident> incidents, JudgedTime time, string? history)
    {
        string[] names = [.. signal.Concat(twin ?? []).Select(record => record.Detector).Distinct(StringComparer.Ordinal)];
        if (names.Length == 0) names = [DetectionFileReader.Unnamed];
        var step = StepOf(time);
        var schedule = new EvaluationSchedule(time.From, step, (int)Math.Ceiling(time.Length / step));
        var group = new RuleGroup(file, "", [], Place.Whole(file)) { Interval = step };
        var judged = names.Select((name, i) => new JudgedRule(
            new EvaluatedRule(i, group, new AlertingRule(name, "", [], Place.Whole(file)), null), new ScoredRule(name, new AlertTiming(step), TimeSpan.Zero) { Claims = claims })).ToImmutableArray();
        var judgements = judged.Select(rule => RuleJudge.Judge(rule.Scored, new RuleHistory(seed, schedule, incidents, TraceOf(signal, rule, schedule))
        {
            Twin = twin is { } found ? TraceOf(found, rule, schedule) : null,
        }, time));
        var plan = new ScorePlan([.. judged.Select(rule => rule.Rule)], judged, [seed], time) { History = history, HasTwin = twin is not null };
        return (plan, new SeedJudgement(seed, incidents, [.. judgements], [], []));
    }

    private AlertTrace TraceOf(ImmutableArray<DetectionRecord> records, JudgedRule rule, EvaluationSchedule schedule) =>
        AlertStateMachine.Run(rule.Scored.Timing, Detections.Of(records.Where(record => record.Detector == rule.Scored.Name), schedule, join));

    private static TimeSpan StepOf(JudgedTime time) => time.Length <= s_month ? s_step : s_longStep;
}
