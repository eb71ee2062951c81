using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Sessions;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Test.Workload;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>What the sessions of a team did, counted event by event, and the answers that follow from it. It knows no series, no birth and no expiry.</summary>
internal sealed class CountedTeam
{
    private readonly ILookup<string, (long Time, LabelValues Labels, double Amount)> _counts;

    private CountedTeam(IEnumerable<(string Metric, long Time, LabelValues Labels, double Amount)> counts) =>
        _counts = counts.ToLookup(count => count.Metric, count => (count.Time, count.Labels, count.Amount), StringComparer.Ordinal);

    /// <summary>Counts the events of a run.</summary>
    /// <param name="run">The run, with a workload.</param>
    /// <param name="end">The instant before which events are counted.</param>
    public static CountedTeam Of(Run run, DateTimeOffset end)
    {
        var workload = run.Model.Sources.OfType<WorkloadDefinition>().Single();
        var (team, options, seed) = (workload.Team, workload.Telemetry, run.Model.Seed);
        var stream = new SessionStream(team, workload.Parameters, seed, Enumerable.Range(0, team.Developers.Length));
        stream.Begin(run.Model.Timeline.Start.ToUnixTimeMilliseconds());
        var standard = new StandardAttributes(seed, team, options);
        // The first sample after an event shows it; of deltas, that of the first export after it.
        var every = (long)(options.Profile.Style == NameStyle.NoSuffix ? options.ExportInterval : run.Model.Timeline.UpdateInterval).TotalMilliseconds;
        var counts = new List<(string, long, LabelValues, double)>();
        foreach (var (session, happened) in TeamRun.EventsOf(stream, end.ToUnixTimeMilliseconds()))
        {
            var traits = session.Plan!.Traits;
            var own = standard.Of(session.Developer, traits);
            var time = ((session.Address.Start + happened.Offset) / every + 1) * every;
            switch (happened)
            {
                case SessionStarted started:
                    Add(TelemetryMetric.Sessions, 1, ("start_type", started.StartType));
                    break;
                case PromptSubmitted prompt:
                    Add(TelemetryMetric.ActiveTime, prompt.TypingTime / 1000.0, ("type", "user"));
                    break;
                case ModelCalled call:
                    var request = RequestAttributes.Of(call, traits);
                    (string, string?)[] asked =
                    [
                        ("model", request.Model), ("query_source", request.QuerySource), ("effort", request.Effort), ("agent_name", request.Agent), ("skill_name", request.Skill),
                        ("plugin_name", request.Plugin), ("marketplace_name", request.Marketplace),
                        ("mcp_server_name", request.Mcp), ("mcp_tool_name", request.Mcp),
                    ];
                    Add(TelemetryMetric.Cost, call.Cost / (double)TokenPrices.UnitsPerDollar, asked);
                    Add(TelemetryMetric.Tokens, call.Tokens.Input, [.. asked, ("type", "input")]);
                    Add(TelemetryMetric.Tokens, call.Tokens.Output, [.. asked, ("type", "output")]);
                    Add(TelemetryMetric.Tokens, call.Tokens.CacheRead, [.. asked, ("type", "cacheRead")]);
                    Add(TelemetryMetric.Tokens, call.Tokens.CacheCreation, [.. asked, ("type", "cacheCreation")]);
                    if (call.Source is CallSource.Main or CallSource.Compaction) Add(TelemetryMetric.ActiveTime, call.Duration / 1000.0, ("type", "cli"));
                    break;
                case ToolDecided { Use: { Tool.Name: "Edit" or "Write" or "NotebookEdit" } use }:
                    Add(
                        TelemetryMetric.Decisions, 1, ("tool_name", use.Tool.Name), ("decision", use.Decision.IsAccepted ? "accept" : "reject"), ("source", use.Decision.Source),
                        ("language", use.Language));
                    break;
                case ToolCompleted tool:
                    var model = RequestAttributes.ModelOf(tool.Model, tool.HasLargeWindow);
                    Add(TelemetryMetric.LinesOfCode, tool.LinesAdded, ("model", model), ("type", "added"));
                    Add(TelemetryMetric.LinesOfCode, tool.LinesRemoved, ("model", model), ("type", "removed"));
                    Add(TelemetryMetric.Commits, tool.IsCommit ? 1 : 0);
                    Add(TelemetryMetric.PullRequests, tool.IsPullRequest ? 1 : 0);
                    Add(TelemetryMetric.ActiveTime, tool.ActiveTime / 1000.0, ("type", "cli"));
                    break;
            }

            void Add(TelemetryMetric metric, double amount, params (string Name, string? Value)[] labels)
            {
                var all = own.Select(attribute => KeyValuePair.Create(NameProfile.LabelOf(attribute.Key), attribute.Value)).Concat(labels.Select(label => KeyValuePair.Create(label.Name, label.Value ?? "")))
                    .Append(KeyValuePair.Create(ScrapeConfiguration.LabelNames[0], ScrapeConfiguration.JobName));
                if (amount > 0) counts.Add((options.Profile.NameOf(metric), time, new LabelValues(all), amount));
            }
        }

        return new CountedTeam(counts);
    }

    /// <summary>The true answer to a query, without values of 0.</summary>
    public IReadOnlyList<LabelledValue> Answer(Query query, Evaluation at) => query switch
    {
        Gain gain => Counted(gain, at),
        Sum sum => Grouped(sum, values => values.Sum(), at),
        Count count => Grouped(count, values => values.Count(), at),
        Max max => Grouped(max, values => values.Max(), at),
        Top top => [.. Answer(top.Of, at).OrderByDescending(value => value.Value).Take(top.Limit)],
        Descending descending => Answer(descending.Of, at),
        Comparison { Operator: ">" } above => [.. Answer(above.Of, at).Where(value => value.Value > above.Limit)],
        Recorded recorded => Answer(recorded.Of, at),
        Constant constant => [new LabelledValue(LabelValues.None, constant.Value)],
        Ratio ratio => [.. Answer(ratio.Dividend, at).Join(Answer(ratio.Divisor, at), value => value.Labels, value => value.Labels, (value, by) => value with { Value = value.Value / by.Value })],
        Quotient quotient => [.. Answer(quotient.Of, at).Select(value => value with { Value = value.Value / quotient.Parameter.Value })],
        Product product => [.. Answer(product.Of, at).Select(value => value with { Value = value.Value * product.Factor })],
        Pace pace => [.. Answer(pace.Of, at).Select(value => value with { Value = value.Value * (pace.Span / at.LengthOf(pace.Window)) })],
        Or either => [.. Answer(either.First, at).UnionBy(Answer(either.Second, at), value => value.Labels)],
        _ => throw new NotSupportedException(query.GetType().Name),
    };

    private LabelledValue[] Grouped(Aggregation query, Func<IEnumerable<double>, double> of, Evaluation at) =>
        [.. Answer(query.Of, at).GroupBy(value => value.Labels.Only(query.By)).Select(group => new LabelledValue(group.Key, of(group.Select(value => value.Value))))];

    private LabelledValue[] Counted(Gain gain, Evaluation at)
    {
        var (begin, end) = at.SpanOf(gain.Window);
        return
        [
            .. _counts[gain.Of.Name].Where(count => count.Time > begin && count.Time <= end && gain.Of.Matchers.All(matcher => matcher.IsMatch(count.Labels[matcher.Name])))
                .GroupBy(count => count.Labels).Select(group => new LabelledValue(group.Key, group.Sum(count => count.Amount))),
        ];
    }
}
