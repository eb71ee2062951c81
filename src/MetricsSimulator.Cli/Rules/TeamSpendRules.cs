using System.Globalization;
using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Rules;

/// <summary>Alerts for a team that spends a lot in an hour, and for one developer who does: often an agent that runs away.</summary>
internal static class TeamSpendRules
{
    private const double DollarsOfSubagents = 20;

    /// <summary>The rules.</summary>
    public static IEnumerable<PrometheusRule> Of(WorkloadMetrics metrics, WorkloadScale scale)
    {
        var agents = new QueryParameter("claude_code:subagent_dollars_per_two_hours", "The most that the subagents of a developer may spend in two hours, in dollars", DollarsOfSubagents);
        var runaway = new QueryParameter("claude_code:developer_dollars_per_hour", "The most that a developer may spend in an hour, in dollars", scale.DeveloperHour);
        var busy = new QueryParameter("claude_code:team_dollars_per_hour", "The most that the team may spend in an hour, in dollars", scale.TeamHour);
        yield return Limit(runaway, "In three months of 25 simulated developers, none of them spent more than 51 in an hour.");
        yield return Limit(agents, "In three months of 25 simulated developers, nobody's spent more than 13 in two hours. Four that are started again and again spend 30.");
        yield return Limit(busy, string.Create(CultureInfo.InvariantCulture, $"That of a developer, and a hundredth of the budget of a month, for a team of {metrics.Workload.Team.Developers.Length}."));
        var ofAgents = new Sum(new Gain(metrics.Cost.Value.With("query_source", "subagent"), QueryWindow.Of(TimeSpan.FromHours(2))), "job", metrics.Developer);
        yield return new AlertRule("ClaudeCodeRunawayAgent", ofAgents.Per(agents).Above(1), TimeSpan.FromMinutes(2), Severity.Page)
        {
            Detects = ["runaway_agent"],
            Summary = $"Subagents of {{{{ $labels.{metrics.Developer} }}}} spend {{{{ $value | printf \"%.1f\" }}}} times their limit.",
            Description = $"In the last two hours, the subagents of {{{{ $labels.{metrics.Developer} }}}} cost {{{{ $value | printf \"%.1f\" }}}} times their limit, which usually means a session that starts them again and again. "
                + "First ask whether it is meant, then stop the session that the board Sessions shows at the top.",
        };
        yield return new AlertRule("ClaudeCodeDeveloperSpend", TeamGainRules.OfHour(metrics.Cost, metrics.Developer).Recorded.Per(runaway).Above(1), TimeSpan.FromMinutes(2), Severity.Page)
        {
            Detects = ["price_change", "larger_contexts"],
            Summary = $"{{{{ $labels.{metrics.Developer} }}}} spends {{{{ $value | printf \"%.1f\" }}}} times the limit of an hour.",
            Description = $"In the last hour, the sessions of {{{{ $labels.{metrics.Developer} }}}} cost {{{{ $value | printf \"%.1f\" }}}} times the limit for one developer, which nobody usually does. "
                + "First ask whether it is meant, then stop the session that the board Sessions shows at the top.",
        };
        yield return new AlertRule("ClaudeCodeTeamSpend", TeamGainRules.OfHour(metrics.Cost).Recorded.Per(busy).Above(1), TimeSpan.FromMinutes(5), Severity.Page)
        {
            Detects = ["price_change", "larger_contexts", "session_surge"],
            Summary = "The team spends {{ $value | printf \"%.1f\" }} times its limit of an hour.",
            Description = "In the last hour, {{ $labels.job }} spent {{ $value | printf \"%.1f\" }} times the limit for the whole team. "
                + "First see whether it is one developer or all, and one model or all, on the board Cost and budget.",
        };
    }

    /// <summary>The rule that records a limit, so that it can be changed in one place.</summary>
    public static RecordingRule Limit(QueryParameter parameter, string reason) =>
        new(parameter.Name, new Constant(parameter.Value)) { Reason = $"{parameter.Title}: change it here. {reason}" };
}
