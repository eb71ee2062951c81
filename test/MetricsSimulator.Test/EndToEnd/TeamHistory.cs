using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Sessions;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Dashboards;
using MetricsSimulator.Test.Tools;
using MetricsSimulator.Test.Workload;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>Two days and an hour of a small team: in a real Prometheus, as samples of the run, and as its events.</summary>
internal sealed class TeamHistory : IAsyncDisposable
{
    /// <summary>When it begins: on a Tuesday at midnight.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 6, 0, 0, 0, TimeSpan.Zero);

    /// <summary>When it ends.</summary>
    public static readonly DateTimeOffset End = Start + TimeSpan.FromHours(49);

    /// <summary>The time between two scrapes.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder;

    private TeamHistory(TemporaryFolder folder, HistoryPrometheus prometheus, SampledRun run, WorkloadDefinition workload, List<(OpenSession Session, SessionEvent Happened)> events)
    {
        _folder = folder;
        (Prometheus, Run, Workload, Events) = (prometheus, run, workload, events);
    }

    /// <summary>The Prometheus.</summary>
    public HistoryPrometheus Prometheus { get; }

    /// <summary>The samples of the run.</summary>
    public SampledRun Run { get; }

    /// <summary>The team and its telemetry.</summary>
    public WorkloadDefinition Workload { get; }

    /// <summary>The events of the run, computed without its metrics.</summary>
    public List<(OpenSession Session, SessionEvent Happened)> Events { get; }

    /// <summary>Writes the history and starts the Prometheus.</summary>
    /// <param name="telemetry">Keys of the telemetry, as in <c>profile: direct</c>.</param>
    public static async Task<TeamHistory> StartAsync(string telemetry)
    {
        var folder = new TemporaryFolder();
        var config = folder.Write("team.yaml", $$"""
            simulator: {update_interval: 30s}
            workload:
              preset: power_users
              developers: 8
              telemetry: {{{telemetry}}}
            """);
        var ran = await Ran.Async(
            "backfill", "--config", config, "--scenario", "none", "--seed", "42", "--start", InstantText.Format(Start), "--end", InstantText.Format(End), "--duration", "49h", "--output", folder.File("data"));
        Assert.True(ran.Status == 0, ran.Error);
        var run = Boards.RunOf(config, "none", 42, Start);
        var workload = run.Model.Sources.OfType<WorkloadDefinition>().Single();
        var names = workload.Families.Select(family => family.Name).ToHashSet(StringComparer.Ordinal);
        var sampled = SampledRun.Of(RunSpan.Between(new RecordedRun(run, []), Start, End), names, 1, CancellationToken.None);
        var stream = new SessionStream(workload.Team, workload.Parameters, run.Model.Seed, Enumerable.Range(0, workload.Team.Developers.Length));
        stream.Begin(Start.ToUnixTimeMilliseconds());
        var events = TeamRun.EventsOf(stream, End.ToUnixTimeMilliseconds());
        return new TeamHistory(folder, await HistoryPrometheus.StartAsync(folder), sampled, workload, events);
    }

    /// <summary>The name of a metric.</summary>
    public string NameOf(TelemetryMetric metric) => Workload.Telemetry.Profile.NameOf(metric);

    /// <summary>The only value of an expression; 0 if there is none.</summary>
    public async Task<double> ValueAsync(string promql, DateTimeOffset at)
    {
        var found = await Prometheus.AskAsync(promql, at.ToUnixTimeMilliseconds());
        return found.Count == 0 ? 0 : Assert.Single(found).Value;
    }

    /// <summary>What events between two instants add to the metrics, in whole units, by the names of the families.</summary>
    public Dictionary<string, long> TruthOf(DateTimeOffset from, DateTimeOffset to)
    {
        var truth = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (session, happened) in Events)
        {
            var instant = session.Address.Start + happened.Offset;
            if (instant < from.ToUnixTimeMilliseconds() || instant >= to.ToUnixTimeMilliseconds()) continue;
            foreach (var (name, amount) in Workload.Telemetry.Profile.Style == NameStyle.Specification ? SpecificationOf(session, happened) : TelemetryOf(happened))
                truth[name] = truth.GetValueOrDefault(name) + amount;
        }

        return truth;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Prometheus.DisposeAsync();
        _folder.Dispose();
    }

    private IEnumerable<(string Name, long Amount)> TelemetryOf(SessionEvent happened)
    {
        switch (happened)
        {
            case SessionStarted:
                yield return (NameOf(TelemetryMetric.Sessions), 1);
                break;
            case PromptSubmitted prompt:
                yield return (NameOf(TelemetryMetric.ActiveTime), prompt.TypingTime);
                break;
            case ModelCalled call:
                yield return (NameOf(TelemetryMetric.Cost), call.Cost);
                yield return (NameOf(TelemetryMetric.Tokens), call.Tokens.Input + call.Tokens.Output + call.Tokens.CacheRead + call.Tokens.CacheCreation);
                if (call.Source is CallSource.Main or CallSource.Compaction) yield return (NameOf(TelemetryMetric.ActiveTime), call.Duration);
                break;
            case ToolDecided { Use.Tool.Name: "Edit" or "Write" or "NotebookEdit" }:
                yield return (NameOf(TelemetryMetric.Decisions), 1);
                break;
            case ToolCompleted tool:
                yield return (NameOf(TelemetryMetric.LinesOfCode), tool.LinesAdded + tool.LinesRemoved);
                yield return (NameOf(TelemetryMetric.Commits), tool.IsCommit ? 1 : 0);
                yield return (NameOf(TelemetryMetric.PullRequests), tool.IsPullRequest ? 1 : 0);
                yield return (NameOf(TelemetryMetric.ActiveTime), tool.ActiveTime);
                break;
        }
    }

    private static IEnumerable<(string Name, long Amount)> SpecificationOf(OpenSession session, SessionEvent happened)
    {
        if (ReferenceEquals(happened, session.Plan!.Events[^1])) yield return ("otel_claude_code_session_duration_seconds_count", 1);
        switch (happened)
        {
            case ModelCalled call:
                yield return ("otel_claude_code_cost_usd", call.Cost);
                yield return ("otel_claude_code_token_usage_tokens_total", call.Tokens.Input + call.Tokens.Output + call.Tokens.CacheRead + call.Tokens.CacheCreation);
                break;
            case ToolCompleted tool:
                yield return ("otel_claude_code_tool_usage_total", 1);
                if (!tool.IsSuccess) yield return ("otel_claude_code_error_total", 1);
                break;
            case CallFailed:
                yield return ("otel_claude_code_error_total", 1);
                break;
        }
    }
}
