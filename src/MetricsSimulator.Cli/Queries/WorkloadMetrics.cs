using System.Collections.Immutable;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Metrics;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.Queries;

/// <summary>The eight counters of Claude Code in a run with a workload, under the names of its profile.</summary>
internal sealed class WorkloadMetrics
{
    private const string TeamLabel = "team";

    private readonly ImmutableArray<QueriedMetric> _all;

    private WorkloadMetrics(Run run, WorkloadDefinition workload)
    {
        Workload = workload;
        var (developers, options) = (workload.Team.Developers, workload.Telemetry);
        Developer = developers.All(developer => developer.Email is not null) ? "user_email" : "user_id";
        HasSessions = options.IncludesSessionId;
        ImmutableArray<string> attributes = options.IncludesResourceAttributes
            ? [.. developers.SelectMany(developer => developer.Attributes).Select(attribute => NameProfile.LabelOf(attribute.Key)).Distinct(StringComparer.Ordinal)]
            : [];
        Team = attributes.Contains(TeamLabel, StringComparer.Ordinal) ? TeamLabel : attributes.FirstOrDefault();
        ImmutableArray<string> chosen = [.. attributes, Developer, .. run.Labels.Select(label => label.Name)];
        _all =
        [
            .. TelemetryMetric.All.Select(metric => QueriedMetric.Of(metric, options.Profile, metric.Attributes.Contains("model", StringComparer.Ordinal) ? [.. chosen, "model"] : chosen)),
        ];
    }

    /// <summary>The workload.</summary>
    public WorkloadDefinition Workload { get; }

    /// <summary>The label that names a developer.</summary>
    public string Developer { get; }

    /// <summary>The label that names a team: <c>team</c>, or else the first resource attribute; null if there is none.</summary>
    public string? Team { get; }

    /// <summary>Whether each session has its own series.</summary>
    public bool HasSessions { get; }

    /// <summary>All eight, in the order of the exposition.</summary>
    public IEnumerable<QueriedMetric> All => _all;

    /// <summary>Sessions that were started, by <c>start_type</c>.</summary>
    public QueriedMetric Sessions => Of(TelemetryMetric.Sessions);

    /// <summary>Sessions without those that the list of agents opened.</summary>
    public Selector OwnSessions => Sessions.Value.Where("start_type", MatchOperator.NotEqual, "agents_view");

    /// <summary>Lines of code, by <c>type</c> and <c>model</c>.</summary>
    public QueriedMetric Lines => Of(TelemetryMetric.LinesOfCode);

    /// <summary>Pull requests.</summary>
    public QueriedMetric PullRequests => Of(TelemetryMetric.PullRequests);

    /// <summary>Commits.</summary>
    public QueriedMetric Commits => Of(TelemetryMetric.Commits);

    /// <summary>Dollars, by <c>model</c> and more.</summary>
    public QueriedMetric Cost => Of(TelemetryMetric.Cost);

    /// <summary>Tokens, by <c>type</c>, <c>model</c> and more.</summary>
    public QueriedMetric Tokens => Of(TelemetryMetric.Tokens);

    /// <summary>Decisions about edits, by <c>tool_name</c>, <c>decision</c>, <c>source</c> and <c>language</c>.</summary>
    public QueriedMetric Decisions => Of(TelemetryMetric.Decisions);

    /// <summary>Active time in seconds, by <c>type</c>.</summary>
    public QueriedMetric ActiveTime => Of(TelemetryMetric.ActiveTime);

    /// <summary>The metrics of a run; null if it has no workload, or one whose metrics have the names of the specification.</summary>
    public static WorkloadMetrics? Of(Run run) =>
        run.Model.Sources.OfType<WorkloadDefinition>().FirstOrDefault() is { Telemetry.Profile.Style: not NameStyle.Specification } workload ? new WorkloadMetrics(run, workload) : null;

    /// <summary>Developers who did something in a window.</summary>
    public Query ActiveDevelopers(QueryWindow window, params ImmutableArray<string> by) => new Count(Cost.Gain(window, [.. by, Developer]).Above(0), by);

    /// <summary>The share of the users' own decisions about edits that accept them. Those of settings and hooks say nothing about people.</summary>
    public Query Acceptance(QueryWindow window, params ImmutableArray<string> by)
    {
        var own = Decisions.Value.Where("source", MatchOperator.Matches, "user_.*");
        return new Ratio(new Sum(new Gain(own.With("decision", "accept"), window), by), new Sum(new Gain(own, window), by));
    }

    /// <summary>The share of the tokens of prompts that were read from the cache.</summary>
    public Query CacheHit(QueryWindow window, params ImmutableArray<string> by) =>
        new Ratio(new Sum(new Gain(Tokens.Value.With("type", "cacheRead"), window), by), PromptTokens(window, by));

    /// <summary>The tokens of prompts, from the cache or not.</summary>
    public Query PromptTokens(QueryWindow window, params ImmutableArray<string> by) => new Sum(new Gain(Tokens.Value.Where("type", MatchOperator.NotEqual, "output"), window), by);

    private QueriedMetric Of(TelemetryMetric metric) => _all[TelemetryMetric.All.IndexOf(metric)];
}
