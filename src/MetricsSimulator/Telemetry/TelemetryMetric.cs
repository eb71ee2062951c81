using System.Collections.Immutable;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Telemetry;

/// <summary>One of the eight counters of Claude Code. Source: code.claude.com/docs/en/monitoring-usage, section "Available metrics".</summary>
/// <param name="Name">The OpenTelemetry name, as in <c>claude_code.cost.usage</c>.</param>
/// <param name="Unit">The OpenTelemetry unit; empty for none.</param>
/// <param name="Description">What it counts.</param>
/// <param name="Attributes">The attributes that its points may have in addition to the standard ones, in the order in which they are written.</param>
/// <param name="UnitsPerOne">The whole number that represents the value 1 in the simulator's counter.</param>
public sealed record TelemetryMetric(string Name, string Unit, string Description, ImmutableArray<string> Attributes, long UnitsPerOne = 1)
{
    private static readonly ImmutableArray<string> OfRequests =
        ["model", "query_source", "speed", "effort", "agent.name", "skill.name", "plugin.name", "marketplace.name", "mcp_server.name", "mcp_tool.name"];

    /// <summary>Sessions that were started.</summary>
    public static TelemetryMetric Sessions { get; } = new("claude_code.session.count", "", "Count of CLI sessions started", ["start_type"]);

    /// <summary>Lines of code.</summary>
    public static TelemetryMetric LinesOfCode { get; } = new(
        "claude_code.lines_of_code.count",
        "",
        "Count of lines of code modified, with the 'type' attribute indicating whether lines were added or removed and the 'model' attribute indicating which model made the change",
        ["model", "type"]);

    /// <summary>Pull requests.</summary>
    public static TelemetryMetric PullRequests { get; } = new("claude_code.pull_request.count", "", "Number of pull requests created", []);

    /// <summary>Commits.</summary>
    public static TelemetryMetric Commits { get; } = new("claude_code.commit.count", "", "Number of git commits created", []);

    /// <summary>Cost.</summary>
    public static TelemetryMetric Cost { get; } = new("claude_code.cost.usage", "USD", "Cost of the Claude Code session", OfRequests, TokenPrices.UnitsPerDollar);

    /// <summary>Tokens.</summary>
    public static TelemetryMetric Tokens { get; } = new("claude_code.token.usage", "tokens", "Number of tokens used", [.. OfRequests, "type"]);

    /// <summary>Decisions about edits of code.</summary>
    public static TelemetryMetric Decisions { get; } = new(
        "claude_code.code_edit_tool.decision",
        "",
        "Count of code editing tool permission decisions (accept/reject) for Edit, Write, and NotebookEdit tools",
        ["tool_name", "decision", "source", "language"]);

    /// <summary>Active time.</summary>
    public static TelemetryMetric ActiveTime { get; } = new("claude_code.active_time.total", "s", "Total active time in seconds", ["type"], 1000);

    /// <summary>All metrics, in the order of the exposition.</summary>
    public static ImmutableArray<TelemetryMetric> All { get; } = [Sessions, LinesOfCode, PullRequests, Commits, Cost, Tokens, Decisions, ActiveTime];
}
