using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>The board about who uses Claude Code, and what they make with it.</summary>
internal static class TeamAdoptionBoard
{
    private const int Most = 20;

    /// <summary>The board.</summary>
    public static Board Of(WorkloadMetrics metrics)
    {
        var range = QueryWindow.Range;
        var developer = $"{{{{{metrics.Developer}}}}}";
        return new Board(
            "Adoption", "Who uses Claude Code, how much, and what comes out: edits that are accepted, lines, commits and pull requests.",
            [
                BoardRow.Of(
                    "",
                    TeamPanels.ActiveDevelopers(metrics).Narrow(),
                    TeamPanels.Started(metrics).Narrow(),
                    TeamPanels.Acceptance(metrics).Narrow(),
                    TeamPanels.Number("Lines added", "Lines of code that were added in the time that the board shows.", PanelUnit.Count, new Sum(new Gain(metrics.Lines.Value.With("type", "added"), range)), "lines").Narrow(),
                    TeamPanels.Number("Commits", "Commits in the time that the board shows. A session without one has no series.", PanelUnit.Count, metrics.Commits.Gain(range), "commits").Narrow(),
                    TeamPanels.Number("Pull requests", "Pull requests in the time that the board shows. A session without one has no series.", PanelUnit.Count, metrics.PullRequests.Gain(range), "pull requests").Narrow()),
                BoardRow.Of(
                    "People",
                    TeamPanels.Curves(
                        "Active developers in a day and in a week", "Developers whose sessions cost something in the day and in the week before each moment.", PanelUnit.Rate("developers"),
                        (metrics.ActiveDevelopers(QueryWindow.Day), "day"), (metrics.ActiveDevelopers(QueryWindow.Week), "week")),
                    TeamPanels.Hourly(
                        "Sessions started", "Sessions an hour, by how they were started.", PanelUnit.Rate("sessions/hour"),
                        (window => new Sum(new Gain(metrics.OwnSessions, window), "start_type"), "{{start_type}}")).Stacked(),
                    TeamPanels.Bars(
                        "Sessions by developer", $"Sessions that were started in the time that the board shows, of the {Most} developers who started most.", PanelUnit.Count,
                        new Sum(new Gain(metrics.OwnSessions, range), metrics.Developer), developer),
                    metrics.Team is not { } team ? null : TeamPanels.Bars(
                        $"Active developers by {team}", "Developers whose sessions cost something in the time that the board shows.", PanelUnit.Count, metrics.ActiveDevelopers(range, team), $"{{{{{team}}}}}")),
                BoardRow.Of(
                    "Edits",
                    TeamPanels.Curves(
                        "Edits accepted by users over time", "The share of edits that users accepted when they were asked, in the six hours before each moment.", PanelUnit.Share,
                        (metrics.Acceptance(QueryWindow.SixHours), "accepted")),
                    TeamPanels.Bars("Edits accepted by users, by language", "The share of edits that users accept when they are asked.", PanelUnit.Share, metrics.Acceptance(range, "language"), "{{language}}")),
                BoardRow.Of(
                    "Results",
                    TeamPanels.Hourly("Lines of code", "Lines an hour that were added and removed.", PanelUnit.Rate("lines/hour"), (window => metrics.Lines.Gain(window, "type"), "{{type}}")),
                    TeamPanels.Curves(
                        "Commits and pull requests", "Commits and pull requests in the day before each moment.", PanelUnit.Rate("a day"),
                        (metrics.Commits.Gain(QueryWindow.Day), "commits"), (metrics.PullRequests.Gain(QueryWindow.Day), "pull requests")),
                    TeamPanels.Bars(
                        "Lines by developer", "Lines of code that were added or removed in the time that the board shows.", PanelUnit.Count, new Top(Most, metrics.Lines.Gain(range, metrics.Developer)), developer),
                    TeamPanels.Bars(
                        "Lines by model", "Lines of code that were added or removed in the time that the board shows.", PanelUnit.Count, metrics.Lines.Gain(range, "model"), "{{model}}")),
            ]);
    }
}
