using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Telemetry;

/// <summary>The five metrics of the specification, computed from the session events of the whole team.</summary>
internal sealed class SpecificationProjection : Projection
{
    private const int Tokens = 0;
    private const int Durations = 1;
    private const int Cost = 2;
    private const int Tools = 3;
    private const int Errors = 4;

    /// <inheritdoc/>
    public override ImmutableArray<CounterFamily> Families { get; } =
    [
        new("otel_claude_code_token_usage_tokens_total", "Total tokens used (simulated)", MetricType.Counter, ["model", "token_type"], 1, [], []),
        new("otel_claude_code_session_duration_seconds", "Session duration (simulated)", MetricType.Histogram, ["status"], 1000, [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200], []),
        new("otel_claude_code_cost_usd", "Total cost in US dollars (simulated)", MetricType.Counter, ["model"], TokenPrices.UnitsPerDollar, [], []),
        new("otel_claude_code_tool_usage_total", "Total tool calls (simulated)", MetricType.Counter, ["tool_name"], 1, [], []),
        new("otel_claude_code_error_total", "Total failed tool calls and model calls (simulated)", MetricType.Counter, ["error_type"], 1, [], []),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<ImmutableArray<string>> LabelNames => [.. Families.Select(family => family.Labels)];

    /// <inheritdoc/>
    public override CounterOwner OwnerOf(Developer developer, SessionTraits session, Dictionary<string, CounterOwner> owners)
    {
        if (!owners.TryGetValue("", out var owner)) owners.Add("", owner = new CounterOwner([]));
        return owner;
    }

    /// <inheritdoc/>
    public override void Count(CounterTable table, CounterTable shared, CounterOwner owner, Dictionary<string, CounterOwner> owners, OpenSession session, SessionEvent happened)
    {
        var instant = session.Address.Start + happened.Offset;
        switch (happened)
        {
            case ModelCalled call:
                Add(Cost, call.Cost, call.Model.Name);
                Add(Tokens, call.Tokens.Input, call.Model.Name, "input");
                Add(Tokens, call.Tokens.Output, call.Model.Name, "output");
                Add(Tokens, call.Tokens.CacheRead, call.Model.Name, "cacheRead");
                Add(Tokens, call.Tokens.CacheCreation, call.Model.Name, "cacheCreation");
                break;
            case CallFailed failed:
                Add(Errors, 1, failed.Status.ToString(CultureInfo.InvariantCulture));
                break;
            case ToolCompleted tool:
                Add(Tools, 1, tool.Use.Tool.Name);
                if (!tool.IsSuccess) Add(Errors, 1, tool.Use.Tool.ErrorType);
                break;
        }

        if (session.HasEnded)
            table.Observe(owner, new CounterKey(Durations, happened is CallFailed ? "failed" : "completed"), happened.Offset, instant);

        void Add(int family, long amount, params string?[] values)
        {
            if (amount > 0) table.Add(owner, new CounterKey(family, values), amount, instant);
        }
    }
}
