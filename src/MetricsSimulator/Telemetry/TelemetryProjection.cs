using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Telemetry;

/// <summary>The eight counters of Claude Code under their names in Prometheus.</summary>
internal sealed class TelemetryProjection : Projection
{
    private const int TargetInfo = 8;

    private readonly ulong _seed;
    private readonly TelemetryOptions _options;
    private readonly StandardAttributes _standard;

    /// <summary>Prepares the projection.</summary>
    public TelemetryProjection(ulong seed, Team team, TelemetryOptions options)
    {
        _seed = seed;
        _options = options;
        _standard = new StandardAttributes(seed, team, options);
        var isCollected = options.Profile.Style != NameStyle.Direct;
        // The exporter of a collector writes the name of the service as the label job. Claude Code's own exporter writes it only in target_info.
        ImmutableArray<KeyValuePair<string, string>> job = isCollected ? [KeyValuePair.Create("job", Resource.ServiceName)] : [];
        ImmutableArray<KeyValuePair<string, string>> scope = [KeyValuePair.Create("otel_scope_name", "com.anthropic.claude_code"), KeyValuePair.Create("otel_scope_version", options.Version)];
        var type = options.Profile.Style == NameStyle.NoSuffix ? MetricType.Gauge : MetricType.Counter;
        Families =
        [
            .. TelemetryMetric.All.Select(metric => new CounterFamily(
                options.Profile.NameOf(metric), metric.Description, type, [.. metric.Attributes.Select(NameProfile.LabelOf)], metric.UnitsPerOne, [], [.. scope, .. job])),
            .. options.HasTargetInfo ? [new CounterFamily("target_info", "Target metadata", MetricType.Info, [], 1, [], job)] : Array.Empty<CounterFamily>(),
        ];
    }

    /// <inheritdoc/>
    public override ImmutableArray<CounterFamily> Families { get; }

    /// <inheritdoc/>
    public override CounterOwner OwnerOf(Developer developer, SessionTraits session, Dictionary<string, CounterOwner> owners)
    {
        var labels = LabelsOf(_standard.Of(developer, session).Where(attribute => _options.IncludesSessionId || attribute.Key != "session.id")
            .Concat(_options.ConvertsResource ? [KeyValuePair.Create("service.name", Resource.ServiceName), .. ResourceOf(developer)] : []));
        if (_options.IncludesSessionId) return new CounterOwner(labels);
        // Sessions with the same labels are added up, even after the team changes.
        var name = string.Join('\n', labels.Select(label => $"{label.Key}={label.Value}"));
        if (!owners.TryGetValue(name, out var owner)) owners.Add(name, owner = new CounterOwner(labels));
        return owner;
    }

    /// <inheritdoc/>
    public override void Count(CounterTable table, CounterTable shared, CounterOwner owner, Dictionary<string, CounterOwner> owners, OpenSession session, SessionEvent happened)
    {
        var instant = session.Address.Start + happened.Offset;
        if (_options.HasTargetInfo) shared.Show(TargetOf(session.Developer, owners), new CounterKey(TargetInfo), instant);
        switch (happened)
        {
            case SessionStarted started:
                Add(TelemetryMetric.Sessions, 1, started.StartType);
                break;
            case PromptSubmitted prompt:
                Add(TelemetryMetric.ActiveTime, prompt.TypingTime, "user");
                break;
            case ModelCalled call:
                CountCall(call);
                break;
            case ToolDecided { Use: { Tool.EditsCode: true } use }:
                Add(TelemetryMetric.Decisions, 1, use.Tool.Name, use.Decision.IsAccepted ? "accept" : "reject", use.Decision.Source, use.Language);
                break;
            case ToolCompleted tool:
                CountTool(tool);
                break;
        }

        void CountCall(ModelCalled call)
        {
            var request = RequestAttributes.Of(call, session.Plan!.Traits);
            Add(TelemetryMetric.Cost, call.Cost, request.Model, request.QuerySource, null, request.Effort, request.Agent, request.Skill, null, null, request.Mcp, request.Mcp);
            Tokens("input", call.Tokens.Input);
            Tokens("output", call.Tokens.Output);
            Tokens("cacheRead", call.Tokens.CacheRead);
            Tokens("cacheCreation", call.Tokens.CacheCreation);
            if (call.Source is CallSource.Main or CallSource.Compaction) Add(TelemetryMetric.ActiveTime, call.Duration, "cli");

            void Tokens(string type, long tokens)
            {
                if (tokens > 0)
                    Add(TelemetryMetric.Tokens, tokens, request.Model, request.QuerySource, null, request.Effort, request.Agent, request.Skill, null, null, request.Mcp, request.Mcp, type);
            }
        }

        void CountTool(ToolCompleted tool)
        {
            var model = RequestAttributes.ModelOf(tool.Model, tool.HasLargeWindow);
            if (tool.LinesAdded > 0) Add(TelemetryMetric.LinesOfCode, tool.LinesAdded, model, "added");
            if (tool.LinesRemoved > 0) Add(TelemetryMetric.LinesOfCode, tool.LinesRemoved, model, "removed");
            if (tool.IsCommit) Add(TelemetryMetric.Commits, 1);
            if (tool.IsPullRequest) Add(TelemetryMetric.PullRequests, 1);
            if (tool.ActiveTime > 0) Add(TelemetryMetric.ActiveTime, tool.ActiveTime, "cli");
        }

        void Add(TelemetryMetric metric, long amount, params string?[] values) =>
            table.Add(owner, new CounterKey(TelemetryMetric.All.IndexOf(metric), values), amount, instant);
    }

    private static ImmutableArray<KeyValuePair<string, string>> LabelsOf(IEnumerable<KeyValuePair<string, string>> attributes) =>
        [.. attributes.Select(attribute => KeyValuePair.Create(NameProfile.LabelOf(attribute.Key), attribute.Value))];

    private ImmutableArray<KeyValuePair<string, string>> ResourceOf(Developer developer) => Resource.Of(Arrivals.KeyOf(_seed, developer), _options.Version);

    // All developers with the same kind of machine share one owner.
    private CounterOwner TargetOf(Developer developer, Dictionary<string, CounterOwner> owners)
    {
        var resource = ResourceOf(developer);
        var name = $"target\n{string.Join('\n', resource.Select(attribute => attribute.Value))}";
        if (!owners.TryGetValue(name, out var owner))
            owners.Add(name, owner = new CounterOwner(LabelsOf(_options.Profile.Style == NameStyle.Direct ? [KeyValuePair.Create("service.name", Resource.ServiceName), .. resource] : resource)));
        return owner;
    }
}
