using System.Collections.Immutable;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Scoring.Incidents;

namespace MetricsSimulator.Scoring.Judging;

/// <summary>Judges what a rule did over the history of one seed. See docs/scoring.md for the definitions. Thread-safe.</summary>
public static class RuleJudge
{
    /// <summary>Judges it.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="history">What it did.</param>
    /// <param name="time">The judged time.</param>
    /// <exception cref="ArgumentException">The evaluations of schedule, signal and twin differ.</exception>
    public static RuleJudgement Judge(ScoredRule rule, RuleHistory history, JudgedTime time)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(time);
        var schedule = history.Schedule;
        if (history.Signal.Activity.Evaluations != schedule.Count || history.Twin is { } other && other.Activity.Evaluations != schedule.Count)
            throw new ArgumentException("The signal, the twin and the schedule must have the same evaluations.", nameof(history));

        int first = schedule.FirstFrom(time.From), end = schedule.FirstFrom(time.To);
        var windows = new IncidentWindows(rule, history, time);
        var firing = Firing(history, windows, first, end);
        var shifts = new RandomShifts(history.Seed, first, end);
        var incidents = ImmutableArray.CreateBuilder<IncidentJudgement>(windows.All.Length);
        foreach (var window in windows.All) incidents.Add(window.Judge(shifts.Chance(window)));

        var onTwin = history.Twin is { } twin ? AllOf(twin) : null;
        return new RuleJudgement(history.Seed, time, incidents.MoveToImmutable(), Episodes(firing, schedule, first, end))
        {
            Evaluations = end - first,
            FiringOnTwin = onTwin?.CountIn(first, end),
            FalseOnTwin = onTwin?.RunsIn(first, end),
        };
    }

    /// <summary>Which label sets may be about an incident: the rule reads a touched series that they do not contradict.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="history">What it did.</param>
    /// <param name="incident">An incident of the history.</param>
    /// <param name="labels">Labels of instances, those of the rule included.</param>
    /// <returns>Their indices, ascending; none if the incident has no evidence.</returns>
    public static List<int> InstancesOf(ScoredRule rule, RuleHistory history, Incident incident, IReadOnlyList<SortedLabels> labels)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(labels);
        var instances = new List<int>();
        if (incident.Evidence is not { } evidence) return instances;
        var reach = Reach.Of(evidence, rule, history);
        for (var i = 0; i < labels.Count; i++)
            if (reach.Admits(i, labels[i])) instances.Add(i);
        return instances;
    }

    // For each verdict the evaluations at which episodes with it fire.
    private static EvaluationSet[] Firing(RuleHistory history, IncidentWindows windows, int first, int end)
    {
        var (signal, twin) = (history.Signal, history.Twin);
        var firing = new EvaluationSet[(int)EpisodeVerdict.Unmatched + 1];
        for (var i = 0; i < firing.Length; i++) firing[i] = new EvaluationSet(history.Schedule.Count);
        for (var instance = 0; instance < signal.Activity.InstanceCount; instance++)
        {
            var labels = signal.Activity.LabelsOf(instance);
            var number = twin?.Activity.Find(labels) ?? -1;
            var inTwin = number < 0 ? [] : twin!.EpisodesOf(number);
            var next = 0;
            foreach (var episode in signal.EpisodesOf(instance))
            {
                while (next < inTwin.Count && inTwin[next].EndsAt <= episode.FiresAt) next++;
                var isSpontaneous = next < inTwin.Count && inTwin[next].Covers(episode.FiresAt);
                var verdict = windows.Take(instance, labels, episode, twin is null ? null : isSpontaneous);
                // What was caused before the judged time is nobody's concern.
                if (episode.FiresAt < first && verdict != EpisodeVerdict.False) continue;
                firing[(int)verdict].AddRange(episode.FiresAt, episode.EndsAt);
                if (episode.FiresAt < first || episode.FiresAt >= end) continue;
                foreach (var reach in windows.Reaches)
                    if (reach.Admits(instance, labels)) reach.Starts.Add(episode.FiresAt);
            }
        }

        return firing;
    }

    private static EvaluationSet AllOf(AlertTrace trace)
    {
        var firing = new EvaluationSet(trace.Activity.Evaluations);
        for (var instance = 0; instance < trace.Activity.InstanceCount; instance++)
            foreach (var episode in trace.EpisodesOf(instance)) firing.AddRange(episode.FiresAt, episode.EndsAt);
        return firing;
    }

    private static ImmutableArray<RuleEpisode> Episodes(EvaluationSet[] firing, EvaluationSchedule schedule, int first, int end)
    {
        var episodes = new List<RuleEpisode>();
        for (var verdict = 0; verdict < firing.Length; verdict++)
        {
            var set = firing[verdict];
            for (int run = set.NextIn(first), after; run < end; run = set.NextIn(after))
            {
                after = set.NextOut(run);
                episodes.Add(new RuleEpisode((EpisodeVerdict)verdict, schedule.InstantOf(run), schedule.InstantOf(Math.Min(after, end))));
            }
        }

        episodes.Sort((one, other) => one.FiresAt == other.FiresAt ? one.Verdict - other.Verdict : one.FiresAt.CompareTo(other.FiresAt));
        return [.. episodes];
    }
}
