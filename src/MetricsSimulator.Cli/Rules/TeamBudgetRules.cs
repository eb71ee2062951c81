using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Rules;

/// <summary>Alerts for the budget of a month, and for sessions that cost too much. They look back over days, and are evaluated less often.</summary>
internal static class TeamBudgetRules
{
    private const string Session = "session_id";

    /// <summary>The rules.</summary>
    public static IEnumerable<PrometheusRule> Of(WorkloadMetrics metrics, WorkloadScale scale)
    {
        var budget = new QueryParameter("claude_code:budget_dollars_per_month", "Your budget, in dollars a month", scale.Budget);
        var stem = $"job:{RateRules.StemOf(metrics.Cost)}";
        var (day, week) = (new RecordingRule($"{stem}:gain1d", metrics.Cost.Gain(QueryWindow.Day, "job")), new RecordingRule($"{stem}:gain7d", metrics.Cost.Gain(QueryWindow.Week, "job")));
        yield return TeamSpendRules.Limit(budget, "The default is a quarter above what the simulated team spends on average.");
        yield return day;
        yield return week;
        yield return new AlertRule("ClaudeCodeMonthBudget", week.Recorded.Times((double)WorkloadScale.DaysOfMonth / 7).Per(budget).Above(1), TimeSpan.FromHours(1), Severity.Ticket)
        {
            Reason = "Seven days have as many working days as any other seven, so that their pace is that of a month.",
            Labels = [("window", "7d")],
            Detects = ["price_change", "larger_contexts", "session_surge"],
            Summary = "At the pace of this week, a month costs {{ $value | printf \"%.2f\" }} times the budget.",
            Description = "If 30 days were like the last seven, {{ $labels.job }} would spend {{ $value | printf \"%.2f\" }} times the budget of a month. "
                + "First see on the board Cost and budget which team, model or developer grew since last week.",
        };
        yield return new AlertRule("ClaudeCodeMonthBudget", day.Recorded.Times(10).Per(budget).Above(1), TimeSpan.FromMinutes(15), Severity.Ticket)
        {
            Reason = "A tenth of the budget of a month in a day is three times as much as the budget of a day.",
            Labels = [("window", "1d")],
            Detects = ["price_change", "larger_contexts", "session_surge"],
            Summary = "A day cost {{ $value | printf \"%.2f\" }} tenths of the budget of a month.",
            Description = "In the last 24 hours, {{ $labels.job }} spent {{ $value | printf \"%.2f\" }} tenths of the budget of a month. "
                + "First see on the board Cost and budget which team, model or developer spent it.",
        };
        if (!metrics.HasSessions) yield break;
        var dear = new QueryParameter("claude_code:session_dollars_per_day", "The most that a session may cost in a day, in dollars", scale.Session);
        yield return TeamSpendRules.Limit(dear, "It is a hundred times the mean: costs have a long tail, and one session in a thousand costs thirty times the mean.");
        yield return new AlertRule("ClaudeCodeSessionSpend", metrics.Cost.Gain(QueryWindow.Day, "job", metrics.Developer, Session).Per(dear).Above(1), TimeSpan.Zero, Severity.Ticket)
        {
            Detects = ["runaway_agent", "larger_contexts", "price_change"],
            Summary = "A session cost {{ $value | printf \"%.1f\" }} times the limit.",
            Description = $"In the last 24 hours, the session {{{{ $labels.{Session} }}}} of {{{{ $labels.{metrics.Developer} }}}} cost {{{{ $value | printf \"%.1f\" }}}} times the limit for a session. "
                + "First see whether it is still open, then whether its context is very large: start a new session, or compact it.",
        };
    }
}
