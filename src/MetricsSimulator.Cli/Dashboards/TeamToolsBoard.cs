using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>The board about what the counters show of tools.</summary>
internal static class TeamToolsBoard
{
    /// <summary>The board.</summary>
    public static Board Of(WorkloadMetrics metrics)
    {
        var range = QueryWindow.Range;
        var (decisions, cost) = (metrics.Decisions, metrics.Cost);
        return new Board(
            "Tools and errors", "What the counters show of tools. Claude Code has no counter of tool calls and none of errors: they are log events (tool_result, api_error).",
            [
                BoardRow.Of(
                    "Tool calls and errors have no counter. Look for them in the log events tool_result, tool_decision and api_error.",
                    TeamPanels.Number("Decisions about edits", "Decisions about Edit, Write and NotebookEdit in the time that the board shows. Other tools are not counted.", PanelUnit.Count, decisions.Gain(range), "decisions").Narrow(),
                    TeamPanels.Number(
                        "Edits rejected", "Edits that were rejected, or stopped, in the time that the board shows.", PanelUnit.Count, new Sum(new Gain(decisions.Value.With("decision", "reject"), range)), "rejected").Narrow(),
                    TeamPanels.Acceptance(metrics).Narrow(),
                    TeamPanels.Share(
                        "Edits decided by users", "The share of edits about which a user was asked. Settings and hooks decide about the others.",
                        new Ratio(new Sum(new Gain(decisions.Value.Where("source", MatchOperator.Matches, "user_.*"), range)), decisions.Gain(range)), "users").Narrow(),
                    TeamPanels.Number("Time of users", "Active time in which users typed, in the time that the board shows.", PanelUnit.Seconds, Time(metrics, "user"), "user").Narrow(),
                    TeamPanels.Number("Time of models and tools", "Active time of models and tools, in the time that the board shows.", PanelUnit.Seconds, Time(metrics, "cli"), "cli").Narrow()),
                BoardRow.Of(
                    "Edits",
                    TeamPanels.Hourly("Decisions about edits over time", "Decisions an hour.", PanelUnit.Rate("decisions/hour"), (window => decisions.Gain(window, "decision"), "{{decision}}")).Stacked(),
                    TeamPanels.Bars("Decisions by tool", "Decisions in the time that the board shows.", PanelUnit.Count, decisions.Gain(range, "tool_name", "decision"), "{{tool_name}} {{decision}}"),
                    TeamPanels.Bars("Decisions by source", "Who decided: settings (config), a hook, or the user.", PanelUnit.Count, decisions.Gain(range, "source"), "{{source}}"),
                    TeamPanels.Bars("Decisions by language", "Decisions in the time that the board shows.", PanelUnit.Count, decisions.Gain(range, "language"), "{{language}}")),
                BoardRow.Of(
                    "Time",
                    TeamPanels.Hourly(
                        "Active time", "Seconds of active time in an hour: of users who type, and of models and tools (cli). Two sessions at once count twice.", PanelUnit.Rate("seconds/hour"),
                        (window => metrics.ActiveTime.Gain(window, "type"), "{{type}}")),
                    TeamPanels.Bars("Spent by effort", "Dollars by the effort that was asked for. Requests without effort are left out.", PanelUnit.Dollars, Named(cost, "effort"), "{{effort}}")),
                BoardRow.Of(
                    "Subagents, skills and MCP",
                    TeamPanels.Hourly(
                        "Cost by part of the session", "Dollars an hour: the main thread, subagents, and auxiliary requests.", PanelUnit.DollarsPer("hour"),
                        (window => cost.Gain(window, "query_source"), "{{query_source}}")).Stacked(),
                    TeamPanels.Bars("Spent by agent", "Dollars of subagents in the time that the board shows.", PanelUnit.Dollars, Named(cost, "agent_name"), "{{agent_name}}"),
                    TeamPanels.Bars("Spent by skill", "Dollars of requests while a skill was active.", PanelUnit.Dollars, Named(cost, "skill_name"), "{{skill_name}}"),
                    TeamPanels.Bars("Spent by MCP server", "Dollars of requests that read the result of an MCP tool.", PanelUnit.Dollars, Named(cost, "mcp_server_name"), "{{mcp_server_name}}")),
            ]);
    }

    private static Sum Time(WorkloadMetrics metrics, string type) => new(new Gain(metrics.ActiveTime.Value.With("type", type), QueryWindow.Range));

    private static Sum Named(QueriedMetric cost, string label) => new(new Gain(cost.Value.Where(label, MatchOperator.NotEqual, ""), QueryWindow.Range), label);
}
