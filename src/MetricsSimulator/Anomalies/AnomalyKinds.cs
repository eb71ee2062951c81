using System.Collections.Immutable;

namespace MetricsSimulator.Anomalies;

/// <summary>
/// All kinds of anomalies, each with what it does. A new kind is one entry here; when it does something that no other does, also a field of
/// <see cref="Influence"/>, and what a state makes of it.
/// </summary>
public static class AnomalyKinds
{
    /// <summary>The kinds, in the order of the documentation.</summary>
    public static ImmutableArray<AnomalyKind> All { get; } =
    [
        new()
        {
            Name = "spike",
            Summary = "Multiplies by the magnitude at once, or over its onset, and falls back evenly until its end.",
            Targets = AnomalyTargets.Changing,
            Magnitude = AnomalyMagnitude.Factor(3),
            HasOnset = true,
            Needs = AnomalyNeed.Activity,
            OnSeries = (in moment, ref influence) => influence.Factor *= 1 + (moment.Magnitude - 1) * moment.Rise * moment.Fall,
        },
        new()
        {
            Name = "level_shift",
            Summary = "Multiplies by the magnitude until its end.",
            Targets = AnomalyTargets.Changing,
            Magnitude = AnomalyMagnitude.Factor(2),
            HasOnset = true,
            Needs = AnomalyNeed.Activity,
            OnSeries = (in moment, ref influence) => influence.Factor *= moment.Factor,
        },
        new()
        {
            Name = "trend",
            Summary = "Adds more and more, as a leak does: the magnitude times the value with every hour.",
            Targets = AnomalyTargets.Changing,
            Magnitude = new()
            {
                Meaning = "the share of the value that is added in an hour (-1 takes it all away)",
                Default = 1,
                Least = -AnomalyMagnitude.MaximumFactor,
                Neutral = 0,
            },
            Needs = AnomalyNeed.Activity,
            OnSeries = (in moment, ref influence) => influence.Factor *= Math.Max(0, 1 + moment.Magnitude * moment.Elapsed.TotalHours),
        },
        new()
        {
            Name = "variance",
            Summary = "Makes the changes of the path from tick to tick the magnitude times as large, around the same path.",
            Targets = AnomalyTargets.Paths,
            Magnitude = new() { Meaning = "a factor", Default = 5, Least = 1, IsAboveLeast = true },
            HasOnset = true,
            Needs = AnomalyNeed.Movement,
            OnSeries = (in moment, ref influence) => influence.Fluctuation *= moment.Factor,
        },
        new()
        {
            Name = "stuck_at",
            Summary = "Shows the magnitude in place of the value, as a sensor does that is stuck at a value.",
            Targets = AnomalyTargets.Gauge,
            Magnitude = new() { Meaning = "the value that each series shows", Default = 0, Least = -1e15, Most = 1e15 },
            HasOnset = true,
            OnSeries = (in moment, ref influence) => influence.StickAt(moment.Magnitude, moment.Rise),
        },
        new()
        {
            Name = "flatline",
            Summary = "Keeps the value that was there when it began; nothing is counted.",
            Targets = AnomalyTargets.Changing,
            Needs = AnomalyNeed.Change,
            OnSeries = (in _, ref influence) => influence.Frozen = true,
        },
        new()
        {
            Name = "dropout",
            Summary = "Takes series out of the exposition, so that Prometheus marks them stale.",
            Targets = AnomalyTargets.Metrics,
            OnSeries = (in _, ref influence) => influence.Hidden = true,
        },
        new()
        {
            Name = "counter_reset",
            Summary = "Begins again at 0, as after a restart.",
            Targets = AnomalyTargets.Counted,
            Needs = AnomalyNeed.Activity,
            OnSeries = (in moment, ref influence) => influence.Restarts |= moment.Elapsed == TimeSpan.Zero,
        },
        new()
        {
            Name = "two_writers",
            Summary = "A second process, which begins at 0, writes the same series: they swing between two totals.",
            Targets = AnomalyTargets.Counted,
            Magnitude = new() { Meaning = "the share of the samples that come from the second process", Default = 0.5, Most = 1, IsAboveLeast = true },
            Needs = AnomalyNeed.Activity,
            OnSeries = (in moment, ref influence) => influence.SecondWriterShare = Math.Max(influence.SecondWriterShare, moment.Magnitude),
        },
        new()
        {
            Name = "error_burst",
            Summary = "Multiplies the probability that an event counts, up to 1.",
            Targets = AnomalyTargets.DerivedCounter,
            Magnitude = AnomalyMagnitude.Factor(20),
            HasOnset = true,
            Needs = AnomalyNeed.Activity,
            OnSeries = (in moment, ref influence) => influence.Factor *= moment.Factor,
        },
        new()
        {
            Name = "latency_shift",
            Summary = "Multiplies every observation by the magnitude.",
            Targets = AnomalyTargets.Histogram,
            Magnitude = AnomalyMagnitude.Factor(3),
            HasOnset = true,
            Needs = AnomalyNeed.Activity,
            OnSeries = (in moment, ref influence) => influence.ObservationFactor *= moment.Factor,
        },
        new()
        {
            Name = "phase_shift",
            Summary = "Runs the daily cycle ahead of the clock.",
            Targets = AnomalyTargets.Counter | AnomalyTargets.Histogram,
            Magnitude = new() { Meaning = "hours", Default = 6, Least = -24, Most = 24, Neutral = 0 },
            HasOnset = true,
            Needs = AnomalyNeed.Cycle,
            OnSeries = (in moment, ref influence) => influence.CycleShift += TimeSpan.FromHours(moment.Magnitude * moment.Rise),
        },
        new()
        {
            Name = "nan",
            Summary = "Shows NaN.",
            Targets = AnomalyTargets.Gauge,
            OnSeries = (in _, ref influence) => influence.NotANumber = true,
        },
        new()
        {
            Name = "cardinality_explosion",
            Summary = "Adds as many label sets as the magnitude says; together they carry a hundredth of the metric.",
            Targets = AnomalyTargets.Paths | AnomalyTargets.Info,
            AddsLabelSets = true,
            Magnitude = new() { Meaning = "a number of label sets", Default = 100, Least = 1, Most = 100_000, IsWhole = true },
            OnSeries = (in _, ref influence) => influence.Absent = false,
        },
        new()
        {
            Name = "outage",
            Summary = "Fails every scrape with status 503.",
            Targets = AnomalyTargets.Endpoint,
            OnEndpoint = (in _, conditions) => conditions with { IsDown = true },
        },
        new()
        {
            Name = "slow_scrape",
            Summary = "Answers every scrape after a delay.",
            Targets = AnomalyTargets.Endpoint,
            Magnitude = new() { Meaning = "seconds", Default = 15, Most = 600, IsAboveLeast = true },
            OnEndpoint = (in moment, conditions) => conditions with { Delay = conditions.Delay + TimeSpan.FromSeconds(moment.Magnitude) },
        },
        new()
        {
            Name = "truncated",
            Summary = "Breaks every body off.",
            Targets = AnomalyTargets.Endpoint,
            Magnitude = new() { Meaning = "the share of the body that is sent", Default = 0.5, Most = 1, IsBelowMost = true },
            OnEndpoint = (in moment, conditions) => conditions with { BodyShare = Math.Min(conditions.BodyShare, moment.Magnitude) },
        },
    ];

    /// <summary>The kind of a name, or null.</summary>
    public static AnomalyKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
