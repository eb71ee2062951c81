using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MetricsSimulator.Events;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Telemetry;

/// <summary>
/// Writes session events as the log events of Claude Code, with their names and attributes. Texts are redacted, which is the default of Claude Code. Source:
/// code.claude.com/docs/en/monitoring-usage, section "Events". One thread at a time.
/// </summary>
/// <param name="seed">The seed of the run.</param>
/// <param name="team">The team.</param>
/// <param name="options">The telemetry options. Log events always have the identifier of the session.</param>
internal sealed class EventWriter(ulong seed, Team team, TelemetryOptions options)
{
    private const string Redacted = "<REDACTED>";
    private const int BytesPerToken = 4;
    private const long UnitsPerMicro = TokenPrices.UnitsPerDollar / 1_000_000;

    private readonly StandardAttributes _standard = new(seed, team, options);
    // By plan, because a session is planned again when the anomalies change.
    private readonly ConditionalWeakTable<SessionPlan, SessionLog> _logs = [];

    /// <summary>The number of log events for a session event.</summary>
    public static int CountOf(SessionEvent happened) => happened switch
    {
        SessionStarted => 0,
        CallFailed { Attempts: > 1 } => 2,
        _ => 1,
    };

    /// <summary>Writes the log events for a session event.</summary>
    /// <param name="session">The session.</param>
    /// <param name="number">The number of the session event in the plan.</param>
    /// <param name="events">Receives the log events.</param>
    public void Write(OpenSession session, int number, ImmutableArray<SimulatedEvent>.Builder events)
    {
        var plan = session.Plan!;
        var log = _logs.GetValue(plan, each => new SessionLog(each, StandardOf(session)));
        switch (plan.Events[number])
        {
            case PromptSubmitted prompt:
                var message = Identities.MessageOfPrompt(log.Traits.Key, prompt.Prompt);
                Add(log.Begin("user_prompt", number, prompt.Prompt).Add("prompt_length", prompt.Length).Add("prompt", Redacted).Add("message.uuid", message));
                break;
            case ModelCalled call:
                Add(RequestOf(log, number, call));
                break;
            case CallFailed failed:
                if (failed.Attempts > 1) Add(RetriesOf(log, number, failed));
                Add(ErrorOf(log, number, failed));
                break;
            case ToolDecided { Use: var use }:
                Add(log.Begin("tool_decision", number, use.Prompt).Add("tool_name", use.Tool.Name).Add("tool_use_id", Identities.ToolUseOf(use))
                    .Add("decision", use.Decision.IsAccepted ? "accept" : "reject").Add("source", use.Decision.Source).Add("tool_source", use.Tool.IsFromMcp ? "mcp" : "builtin"));
                break;
            case ToolCompleted tool:
                Add(ResultOf(log, number, tool));
                break;
            case ContextCompacted compacted:
                Add(log.Begin("compaction", number, compacted.Prompt).Add("trigger", compacted.IsManual ? "manual" : "auto").Add("success", "true")
                    .Add("duration_ms", compacted.Duration).Add("pre_tokens", compacted.Before).Add("post_tokens", compacted.After));
                break;
            case TextWritten text:
                Add(log.Begin("assistant_response", number, text.Prompt).Add("response_length", text.Length).Add("response", Redacted)
                    .Add("model", RequestAttributes.ModelOf(text.Model, text.HasLargeWindow)).Add("request_id", Identities.RequestOf(text.Call))
                    .Add("message.uuid", Identities.MessageOfCall(text.Call)).Add("query_source", RequestAttributes.MainThread));
                break;
        }

        void Add(EventDraft draft) => events.Add(draft.ToEvent());
    }

    private static EventDraft RequestOf(SessionLog log, int number, ModelCalled call)
    {
        var request = RequestAttributes.Of(call, log.Traits);
        var draft = log.Begin("api_request", number, call.Prompt).Add("model", request.Model)
            .Add("cost_usd", (double)call.Cost / TokenPrices.UnitsPerDollar).Add("cost_usd_micros", (call.Cost + UnitsPerMicro / 2) / UnitsPerMicro).Add("duration_ms", call.Duration)
            .Add("input_tokens", call.Tokens.Input).Add("output_tokens", call.Tokens.Output)
            .Add("cache_read_tokens", call.Tokens.CacheRead).Add("cache_creation_tokens", call.Tokens.CacheCreation);
        return WithRequest(draft, request, call.Identity);
    }

    private static EventDraft ErrorOf(SessionLog log, int number, CallFailed failed)
    {
        var request = RequestAttributes.Of(failed, log.Traits);
        var draft = log.Begin("api_error", number, failed.Prompt, CountOf(failed) - 1).Add("model", request.Model).Add("error", ApiErrors.MessageOf(failed.Status))
            .Add("status_code", failed.Status).Add("duration_ms", failed.Duration).Add("attempt", failed.Attempts);
        return WithRequest(draft, request, failed.Identity);
    }

    private static EventDraft RetriesOf(SessionLog log, int number, CallFailed failed) => log.Begin("api_retries_exhausted", number, failed.Prompt)
        .Add("model", RequestAttributes.ModelOf(failed.Model, failed.HasLargeWindow)).Add("error", ApiErrors.MessageOf(failed.Status)).Add("status_code", failed.Status)
        .Add("total_attempts", failed.Attempts).Add("total_retry_duration_ms", failed.Duration).Add("speed", "normal");

    private static EventDraft WithRequest(EventDraft draft, in RequestAttributes request, ulong call) => draft
        .Add("request_id", Identities.RequestOf(call)).Add("client_request_id", Identities.ClientRequestOf(call)).Add("speed", "normal")
        .Add("query_source", request.Subsystem).Add("effort", request.Effort).Add("agent.name", request.Agent).Add("skill.name", request.Skill)
        .Add("plugin.name", request.Plugin).Add("marketplace.name", request.Marketplace)
        .Add("mcp_server.name", request.Mcp).Add("mcp_tool.name", request.Mcp);

    private static EventDraft ResultOf(SessionLog log, int number, ToolCompleted tool) => log.Begin("tool_result", number, tool.Use.Prompt)
        .Add("tool_name", tool.Use.Tool.Name).Add("tool_use_id", Identities.ToolUseOf(tool.Use)).Add("success", tool.IsSuccess ? "true" : "false")
        .Add("duration_ms", tool.Duration).Add("error_type", tool.IsSuccess ? null : tool.Use.Tool.ErrorType)
        .Add("decision_type", "accept").Add("decision_source", tool.Use.Decision.Source)
        .Add("tool_input_size_bytes", BytesPerToken * tool.Use.InputTokens).Add("tool_result_size_bytes", BytesPerToken * tool.ResultTokens)
        .Add("mcp_server_scope", tool.Use.Tool.IsFromMcp ? "project" : null);

    private ImmutableArray<EventAttribute> StandardOf(OpenSession session) =>
        [.. _standard.Of(session.Developer, session.Plan!.Traits).Select(attribute => new EventAttribute(attribute.Key, attribute.Value))];
}
