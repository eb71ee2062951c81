using System.Collections.Immutable;

namespace MetricsSimulator.Anomalies;

/// <summary>
/// All kinds of anomalies, and what they do. A new kind is one entry here. If it does something new, it also needs a field of
/// <see cref="Influence"/>, and code in the states that uses it.
/// </summary>
public static class AnomalyKinds
{
    /// <summary>The kinds, in the order of the documentation.</summary>
    public static ImmutableArray<AnomalyKind> All { get; } =
    [
        new()
        {
            Name = "spike",
            Summary = "Multiplies the value by the magnitude, at once or over its onset, and then falls back evenly until its end.",
            Targets = AnomalyTargets.Changing,
            Magnitude = AnomalyMagnitude.Factor(3),
            HasOnset = true,
            Needs = AnomalyNeed.Activity,
            OnSeries = (in moment, ref influence) => influence.Factor *= 1 + (moment.Magnitude - 1) * moment.Rise * moment.Fall,
        },
        new()
        {
            Name = "level_shift",
            Summary = "Multiplies the value by the magnitude until its end.",
            Targets = AnomalyTargets.Changing,
            Magnitude = AnomalyMagnitude.Factor(2),
            HasOnset = true,
            Needs = AnomalyNeed.Activity,
            OnSeries = (in moment, ref influence) => influence.Factor *= moment.Factor,
        },
        new()
        {
            Name = "trend",
            Summary = "Grows like a leak: each hour adds the magnitude times the value.",
            Targets = AnomalyTargets.Changing,
            Magnitude = new()
            {
                Meaning = "the share of the value that each hour adds (-1 removes all of it)",
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
            Summary = "Multiplies the changes of the path from tick to tick by the magnitude, around the same path.",
            Targets = AnomalyTargets.Paths,
            Magnitude = new() { Meaning = "a factor", Default = 5, Least = 1, IsAboveLeast = true },
            HasOnset = true,
            Needs = AnomalyNeed.Movement,
            OnSeries = (in moment, ref influence) => influence.Fluctuation *= moment.Factor,
        },
        new()
        {
            Name = "stuck_at",
            Summary = "Holds the value at the magnitude, like a sensor that is stuck.",
            Targets = AnomalyTargets.Gauge,
            Magnitude = new() { Meaning = "the value that each series shows", Default = 0, Least = -1e15, Most = 1e15 },
            HasOnset = true,
            OnSeries = (in moment, ref influence) => influence.StickAt(moment.Magnitude, moment.Rise),
        },
        new()
        {
            Name = "flatline",
            Summary = "Freezes the value: a gauge stays where it is, and nothing is counted.",
            Targets = AnomalyTargets.Changing,
            Needs = AnomalyNeed.Change,
            OnSeries = (in _, ref influence) => influence.Frozen = true,
        },
        new()
        {
            Name = "dropout",
            Summary = "Removes series from the exposition, so that Prometheus marks them stale.",
            Targets = AnomalyTargets.Metrics,
            OnSeries = (in _, ref influence) => influence.Hidden = true,
        },
        new()
        {
            Name = "counter_reset",
            Summary = "Sets the series back to 0, as a restart does.",
            Targets = AnomalyTargets.Counted,
            Needs = AnomalyNeed.Activity,
            OnSeries = (in moment, ref influence) => influence.Restarts |= moment.Elapsed == TimeSpan.Zero,
        },
        new()
        {
            Name = "two_writers",
            Summary = "Lets several processes write the same series, so that it swings between their totals: of a metric a second one that begins at 0, of a workload those that run.",
            Targets = AnomalyTargets.Counted | AnomalyTargets.View,
            Magnitude = new() { Meaning = "the share of the samples of a metric that come from the second process", Default = 0.5, Most = 1, IsAboveLeast = true },
            IsMagnitudeOfMetrics = true,
            Needs = AnomalyNeed.Activity,
            OnSeries = (in moment, ref influence) => influence.SecondWriterShare = Math.Max(influence.SecondWriterShare, moment.Magnitude),
            Needed = ViewNeed.Collector,
            OnView = (in _, ref influence) => influence.ShowsLastWriter = true,
        },
        new()
        {
            Name = "set",
            Summary = "Shows the magnitude instead of the value. What is counted meanwhile is shown afterwards.",
            Targets = AnomalyTargets.Gauge | AnomalyTargets.Counter | AnomalyTargets.DerivedCounter | AnomalyTargets.View,
            Magnitude = new() { Meaning = "the value that each series shows", Default = 0, Most = 1e15 },
            OnSeries = (in moment, ref influence) => influence.Set(moment.Magnitude),
            Needed = ViewNeed.Counters,
            SelectsNames = true,
            OnView = (in moment, ref influence) => influence.SetTo = moment.Magnitude,
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
            Summary = "Shifts the cycle ahead of the clock.",
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
            Summary = "Adds as many label sets as the magnitude says; together they carry one percent of the metric.",
            Targets = AnomalyTargets.Paths | AnomalyTargets.Info,
            AddsLabelSets = true,
            HasLabel = true,
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
            Summary = "Cuts every body off before its end.",
            Targets = AnomalyTargets.Endpoint,
            Magnitude = new() { Meaning = "the share of the body that is sent", Default = 0.5, Most = 1, IsBelowMost = true },
            OnEndpoint = (in moment, conditions) => conditions with { BodyShare = Math.Min(conditions.BodyShare, moment.Magnitude) },
        },
        new()
        {
            Name = "session_surge",
            Summary = "Developers start more sessions: the magnitude multiplies their rate.",
            Targets = AnomalyTargets.Workload,
            Magnitude = new() { Meaning = "a factor", Default = 3, Least = 1, IsAboveLeast = true, Most = 100 },
            HasOnset = true,
            OnSessions = (in moment, ref influence) => influence.MoreStarts += moment.Factor - 1,
        },
        new()
        {
            Name = "failing_calls",
            Summary = "Attempts of model calls fail, as when the service is overloaded; clients retry, and give up after eleven attempts.",
            Targets = AnomalyTargets.Workload,
            SelectsModels = true,
            Magnitude = new() { Meaning = "the probability that an attempt fails", Default = 0.7, Most = 1, IsAboveLeast = true },
            HasOnset = true,
            OnSessions = (in moment, ref influence) => influence.Failures = Math.Max(influence.Failures, moment.Magnitude * moment.Rise),
        },
        new()
        {
            Name = "slow_models",
            Summary = "Model calls take longer: the magnitude multiplies their duration, up to 600 seconds a call.",
            Targets = AnomalyTargets.Workload,
            SelectsModels = true,
            Magnitude = AnomalyMagnitude.Factor(3) with { Most = 1000, IsAboveLeast = true },
            HasOnset = true,
            OnSessions = (in moment, ref influence) => influence.CallTime *= moment.Factor,
        },
        new()
        {
            Name = "larger_contexts",
            Summary = "Prompts and the results of tools add more tokens to the context: the magnitude multiplies them, up to 50,000 tokens each.",
            Targets = AnomalyTargets.Workload,
            SelectsModels = true,
            Magnitude = AnomalyMagnitude.Factor(5) with { Most = 1000 },
            HasOnset = true,
            OnSessions = (in moment, ref influence) => influence.Tokens *= moment.Factor,
        },
        new()
        {
            Name = "price_change",
            Summary = "Tokens cost more or less: the magnitude multiplies the prices of calls that end in the window.",
            Targets = AnomalyTargets.Workload,
            SelectsModels = true,
            Magnitude = AnomalyMagnitude.Factor(2) with { Most = 100 },
            OnSessions = (in moment, ref influence) => influence.Price *= moment.Magnitude,
        },
        new()
        {
            Name = "runaway_agent",
            Summary = "One developer, drawn by the seed, starts a session that launches subagents again and again until the end, at most 600 times.",
            Targets = AnomalyTargets.Workload,
            Magnitude = new() { Meaning = "how many subagents run at once", Default = 4, Least = 1, Most = 10, IsWhole = true },
            OnSessions = (in moment, ref influence) => influence.Agents += (int)moment.Magnitude,
        },
        new()
        {
            Name = "delta_restart",
            Summary = "The collector replaces the value of a series by its next delta, instead of adding it, if the series was idle for an export.",
            Targets = AnomalyTargets.View,
            Needed = ViewNeed.Collector,
            OnView = (in _, ref influence) => influence.ReplacesDeltas = true,
        },
        new()
        {
            Name = "missing_metrics",
            Summary = "Processes do not count metrics, as after an update that broke them.",
            Targets = AnomalyTargets.View,
            SelectsNames = true,
            OnView = (in _, ref influence) => influence.IsMissing = true,
        },
        new()
        {
            Name = "missing_attribute",
            Summary = "Processes leave out an attribute of their metrics.",
            Targets = AnomalyTargets.View,
            SelectsNames = true,
            HasLabel = true,
            DefaultLabel = "query_source",
            OnView = (in _, ref influence) => influence.LacksAttribute = true,
        },
        new()
        {
            Name = "attribute_rename",
            Summary = "Processes write the real names of MCP servers and tools, instead of one word for all: from an update of Claude Code on.",
            Targets = AnomalyTargets.View,
            OnView = (in _, ref influence) => influence.NamesTools = true,
        },
        new()
        {
            Name = "attribute_step",
            Summary = "Processes name MCP servers on all calls after the first that read a result, until an update of Claude Code limits that to the calls that read one.",
            Targets = AnomalyTargets.View,
            OnView = (in _, ref influence) => influence.KeepsToolNames = true,
        },
        new()
        {
            Name = "double_count",
            Summary = "Processes count the cost and the tokens of calls twice.",
            Targets = AnomalyTargets.View,
            SelectsNames = true,
            Magnitude = new() { Meaning = "the share of the calls that are counted twice", Default = 1, Most = 1, IsAboveLeast = true },
            OnView = (in moment, ref influence) => influence.CountedTwice = moment.Magnitude,
        },
        new()
        {
            Name = "lost_last_export",
            Summary = "What processes count after their last regular export is lost.",
            Targets = AnomalyTargets.View,
            Magnitude = new() { Meaning = "the share of the processes that lose it", Default = 1, Most = 1, IsAboveLeast = true },
            OnView = (in moment, ref influence) => influence.LostExports = moment.Magnitude,
        },
        new()
        {
            Name = "session_id_collision",
            Summary = "A session that begins while another one of its developer runs takes over its identifier, so that both write the same series.",
            Targets = AnomalyTargets.View,
            Needed = ViewNeed.Collector,
            OnView = (in _, ref influence) => influence.SharesSessionIds = true,
        },
        new()
        {
            Name = "counter_restart_in_session",
            Summary = "At its start, the counters of the sessions that run begin again at 0.",
            Targets = AnomalyTargets.View,
            Needed = ViewNeed.Counters,
            SelectsNames = true,
            OnView = (in _, ref influence) => influence.RestartsCounters = true,
        },
        new()
        {
            Name = "late_series",
            Summary = "A series that begins is shown only after the magnitude, so that its first value contains all that was counted before.",
            Targets = AnomalyTargets.View,
            Needed = ViewNeed.Counters,
            SelectsNames = true,
            Magnitude = new() { Meaning = "seconds", Default = 60, Most = 3600, IsAboveLeast = true },
            OnView = (in moment, ref influence) => influence.Delay = TimeSpan.FromSeconds(moment.Magnitude),
        },
        new()
        {
            Name = "early_expiry",
            Summary = "The collector ends a series after a shorter time without a change.",
            Targets = AnomalyTargets.View,
            Needed = ViewNeed.Collector,
            SelectsNames = true,
            Magnitude = new() { Meaning = "seconds, less than `expire_after`", Default = 60, Least = 1, Most = 86_400 },
            OnView = (in moment, ref influence) => influence.Expiry = TimeSpan.FromSeconds(moment.Magnitude),
        },
        new()
        {
            Name = "port_conflict",
            Summary = "A process that starts while another one of its developer runs finds the port of the exporter in use, and is not measured.",
            Targets = AnomalyTargets.View,
            Needed = ViewNeed.OwnExporter,
            OnView = (in _, ref influence) => influence.HasOnePort = true,
        },
    ];

    /// <summary>The kind with a name; null if there is none.</summary>
    public static AnomalyKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
