using System.Collections.Immutable;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Scoring.Incidents;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Test.Scoring.Judging;

/// <summary>
/// A history that is known by heart: a scrape every 10 s, an evaluation every minute, and an expression that returns an instance while a function of the newest scrape says so.
/// </summary>
internal sealed class SyntheticRun
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan ScrapeInterval = TimeSpan.FromSeconds(10);
    public static readonly SortedLabels Series = Labels("a");

    /// <summary>The length of the history.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromHours(6);

    /// <summary>The seed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The time from the start to the first evaluation.</summary>
    public TimeSpan Phase { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>The incidents.</summary>
    public ImmutableArray<Incident> Incidents { get; init; } = [];

    /// <summary>The judged time: all but the first hour and the last.</summary>
    public JudgedTime Judged => new(Start + TimeSpan.FromHours(1), Start + Length - TimeSpan.FromHours(1), JudgedTime.DefaultGrace);

    /// <summary>When rules are evaluated.</summary>
    public EvaluationSchedule Schedule => new(Start + Phase, Minute, (int)(Length / Minute));

    /// <summary>The labels of a series of the model.</summary>
    public static SortedLabels Labels(string model) => SortedLabels.Of([new("__name__", "x"), new("model", model)]);

    /// <summary>An instant.</summary>
    public static DateTimeOffset At(double minutes) => Start + TimeSpan.FromMinutes(minutes);

    /// <summary>An incident whose evidence are the scrapes in its window.</summary>
    public static Incident Incident(double at, double minutes, string kind = "nan", string id = "", params SortedLabels[] touched)
    {
        DateTimeOffset start = At(at), end = At(at + minutes);
        return new Incident(id.Length == 0 ? $"{kind}@{at}" : id, kind, start, end, new Evidence(Scrape(start + ScrapeInterval - TimeSpan.FromTicks(1)), Scrape(end - TimeSpan.FromTicks(1)), touched.Length == 0 ? s_series : [.. touched]))
        {
            Metrics = ["x"],
        };
    }

    /// <summary>Judges a rule that fires for each series while a function of series and newest scrape says so, in the signal and in the twin.</summary>
    public RuleJudgement Judge(ScoredRule rule, Func<SortedLabels, DateTimeOffset, bool> signal, Func<SortedLabels, DateTimeOffset, bool>? twin = null, params SortedLabels[] series)
    {
        if (series.Length == 0) series = [Series];
        return RuleJudge.Judge(rule, History(rule, signal, twin, series), Judged);
    }

    /// <summary>What a rule did.</summary>
    public RuleHistory History(ScoredRule rule, Func<SortedLabels, DateTimeOffset, bool> signal, Func<SortedLabels, DateTimeOffset, bool>? twin, params SortedLabels[] series) =>
        new(Seed, Schedule, Incidents, Trace(rule, signal, series)) { Twin = Trace(rule, twin ?? ((_, _) => false), series), Selected = series.ToHashSet() };

    /// <summary>Whether a scrape lies in an incident that touches a series.</summary>
    public bool IsDisturbed(SortedLabels series, DateTimeOffset scrape) =>
        Incidents.Any(incident => incident.Start <= scrape && scrape < incident.End && incident.Evidence!.Touched.Contains(series));

    private static readonly ImmutableArray<SortedLabels> s_series = [Series];

    private AlertTrace Trace(ScoredRule rule, Func<SortedLabels, DateTimeOffset, bool> isReturned, SortedLabels[] series)
    {
        var activity = new AlertActivity(Schedule.Count);
        foreach (var one in series)
        {
            var instance = activity.InstanceOf(one.ForAlert(rule.Name, []));
            for (var k = 0; k < Schedule.Count; k++)
                if (isReturned(one, Scrape(Schedule.InstantOf(k)))) activity.Add(instance, k);
        }

        return AlertStateMachine.Run(rule.Timing, activity);
    }

    private static DateTimeOffset Scrape(DateTimeOffset instant) => new(instant.Ticks - instant.Ticks % ScrapeInterval.Ticks, TimeSpan.Zero);
}
