using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>The board about sessions: how many there are, what they cost, and the series that they bring.</summary>
internal static class TeamSessionsBoard
{
    private const int Most = 20;
    private const string Session = "session_id";

    /// <summary>The board.</summary>
    public static Board Of(WorkloadMetrics metrics)
    {
        var (range, step) = (QueryWindow.Range, QueryWindow.RateInterval);
        var (cost, tokens) = (metrics.Cost, metrics.Tokens);
        return new Board(
            "Sessions", "Sessions, how they start and what they cost. The series of a session begin with its first count and end soon after its last one.",
            [
                BoardRow.Of(
                    "",
                    TeamPanels.Started(metrics).Narrow(),
                    OfSessions(() => TeamPanels.Number("Sessions with requests", "Sessions that cost something in the time that the board shows.", PanelUnit.Count, Seen(cost, range), "sessions")),
                    OfSessions(() => TeamPanels.Number(
                        "Dollars a session", "What the sessions that cost something in the time that the board shows cost in it, on average.", PanelUnit.Dollars, new Ratio(cost.Gain(range), Seen(cost, range)), "a session")),
                    OfSessions(() => TeamPanels.Number(
                        "Dearest session", "The cost of the dearest session in the time that the board shows.", PanelUnit.Dollars, new Max(cost.Gain(range, Session)), "dearest")
                        .Warning(WorkloadScale.Of(metrics.Workload).Session / 2, WorkloadScale.Of(metrics.Workload).Session)),
                    OfSessions(() => TeamPanels.Number("Tokens a session", "Tokens of all types, most of them from the cache.", PanelUnit.Count, new Ratio(tokens.Gain(range), Seen(cost, range)), "a session")),
                    OfSessions(() => TeamPanels.Number("Active time a session", "Time in which the user typed, or a model or a tool worked.", PanelUnit.Seconds, new Ratio(metrics.ActiveTime.Gain(range), Seen(cost, range)), "a session"))),
                BoardRow.Of(
                    "Sessions",
                    OfSessions(() => TeamPanels.Curves("Sessions with requests over time", "Sessions that cost something within each step.", PanelUnit.Rate("sessions"), (Seen(cost, step), "sessions")), isNarrow: false),
                    TeamPanels.Bars("Sessions by way of starting", "Sessions that were started in the time that the board shows, with those that the list of agents opened.", PanelUnit.Count,
                        metrics.Sessions.Gain(range, "start_type"), "{{start_type}}"),
                    TeamPanels.Bars("Sessions by terminal", "Sessions that were started in the time that the board shows.", PanelUnit.Count, new Sum(new Gain(metrics.OwnSessions, range), "terminal_type"), "{{terminal_type}}"),
                    OfSessions(() => TeamPanels.Bars("Dearest sessions", $"Dollars of the {Most} sessions that spent most in the time that the board shows.", PanelUnit.Dollars,
                        new Top(Most, cost.Gain(range, metrics.Developer, Session)), $"{{{{{metrics.Developer}}}}} {{{{{Session}}}}}"), isNarrow: false),
                    OfSessions(() => TeamPanels.Bars("Tokens by session", $"Tokens of the {Most} sessions that used most in the time that the board shows.", PanelUnit.Count,
                        new Top(Most, tokens.Gain(range, metrics.Developer, Session)), $"{{{{{metrics.Developer}}}}} {{{{{Session}}}}}"), isNarrow: false)),
                BoardRow.Of(
                    "Series",
                    TeamPanels.Curves(
                        "Series that counted something", "Series within each step: those of sessions begin and end with them. Many at once cost memory in Prometheus.", PanelUnit.Rate("series"),
                        (new Count(new Gain(tokens.Value, step).Above(0)), "tokens"), (new Count(new Gain(cost.Value, step).Above(0)), "cost")),
                    TeamPanels.Number("Series of the time range", "Series of tokens and cost that counted something in the time that the board shows.", PanelUnit.Count,
                        new Count(new Or(new Gain(tokens.Value, range).Above(0), new Gain(cost.Value, range).Above(0))), "series") with { Width = 12, Height = 8 }),
            ]);

        // Without session_id, series do not tell sessions apart.
        T? OfSessions<T>(Func<T> panel, bool isNarrow = true)
            where T : Panel => !metrics.HasSessions ? null : isNarrow ? panel().Narrow() : panel();
    }

    private static Count Seen(QueriedMetric cost, QueryWindow window) => new(cost.Gain(window, Session).Above(0));
}
