using MetricsSimulator.Sessions;

namespace MetricsSimulator.Telemetry;

/// <summary>What the events of a session add to the eight counters.</summary>
internal static class Measurements
{
    /// <summary>Adds the measurements of an event to a list.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="session">The properties of its session.</param>
    /// <param name="measurements">Receives the measurements.</param>
    public static void AddOf(SessionEvent happened, SessionTraits session, List<Measurement> measurements)
    {
        switch (happened)
        {
            case SessionStarted started:
                Add(TelemetryMetric.Sessions, 1, started.StartType);
                break;
            case PromptSubmitted prompt:
                Add(TelemetryMetric.ActiveTime, prompt.TypingTime, "user");
                break;
            case ModelCalled call:
                AddCall(call);
                break;
            case ToolDecided { Use: { Tool.EditsCode: true } use }:
                Add(TelemetryMetric.Decisions, 1, use.Tool.Name, use.Decision.IsAccepted ? "accept" : "reject", use.Decision.Source, use.Language);
                break;
            case ToolCompleted tool:
                AddTool(tool);
                break;
        }

        void AddCall(ModelCalled call)
        {
            var request = RequestAttributes.Of(call, session);
            Add(TelemetryMetric.Cost, call.Cost, request.Model, request.QuerySource, null, request.Effort, request.Agent, request.Skill, request.Plugin, request.Marketplace, request.Mcp, request.Mcp);
            Tokens("input", call.Tokens.Input);
            Tokens("output", call.Tokens.Output);
            Tokens("cacheRead", call.Tokens.CacheRead);
            Tokens("cacheCreation", call.Tokens.CacheCreation);
            if (call.Source is CallSource.Main or CallSource.Compaction) Add(TelemetryMetric.ActiveTime, call.Duration, "cli");

            void Tokens(string type, long tokens)
            {
                if (tokens > 0)
                    Add(TelemetryMetric.Tokens, tokens, request.Model, request.QuerySource, null, request.Effort, request.Agent, request.Skill, request.Plugin, request.Marketplace, request.Mcp, request.Mcp, type);
            }
        }

        void AddTool(ToolCompleted tool)
        {
            var model = RequestAttributes.ModelOf(tool.Model, tool.HasLargeWindow);
            if (tool.LinesAdded > 0) Add(TelemetryMetric.LinesOfCode, tool.LinesAdded, model, "added");
            if (tool.LinesRemoved > 0) Add(TelemetryMetric.LinesOfCode, tool.LinesRemoved, model, "removed");
            if (tool.IsCommit) Add(TelemetryMetric.Commits, 1);
            if (tool.IsPullRequest) Add(TelemetryMetric.PullRequests, 1);
            if (tool.ActiveTime > 0) Add(TelemetryMetric.ActiveTime, tool.ActiveTime, "cli");
        }

        void Add(TelemetryMetric metric, long amount, params string?[] values) => measurements.Add(new Measurement(new CounterKey(TelemetryMetric.All.IndexOf(metric), values), amount));
    }
}
