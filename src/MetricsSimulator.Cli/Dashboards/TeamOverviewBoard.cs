using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>The board of a team to look at first: is everything as usual?</summary>
internal static class TeamOverviewBoard
{
    /// <summary>The board.</summary>
    public static Board Of(WorkloadMetrics metrics)
    {
        var range = QueryWindow.Range;
        return new Board(
            "Overview", "A team that uses Claude Code at a glance: who uses it, what it costs, and what comes out.",
            [
                BoardRow.Of(
                    "",
                    TeamPanels.Spent(metrics).Narrow(),
                    TeamPanels.Number(
                        "Tokens", "Tokens of all types in the time that the board shows. Most of them are read from the cache: a call reads a hundred thousand and more.", PanelUnit.Count,
                        metrics.Tokens.Gain(range), "tokens").Narrow(),
                    TeamPanels.Started(metrics).Narrow(),
                    TeamPanels.ActiveDevelopers(metrics).Narrow(),
                    TeamPanels.Acceptance(metrics).Narrow(),
                    TeamPanels.CacheHit(metrics).Narrow()),
                BoardRow.Of(
                    "Use and cost",
                    TeamPanels.CostByModel(metrics),
                    TeamPanels.Hourly("Tokens by type", "Tokens an hour, without those that are read from the cache.", PanelUnit.Rate("tokens/hour"),
                        (window => new Sum(new Gain(metrics.Tokens.Value.Where("type", MatchOperator.NotEqual, "cacheRead"), window), "type"), "{{type}}")).Stacked(),
                    TeamPanels.Bars("Spent by model", "Dollars spent in the time that the board shows.", PanelUnit.Dollars, metrics.Cost.Gain(range, "model"), "{{model}}"),
                    TeamPanels.Bars("Tokens by type", "Tokens in the time that the board shows.", PanelUnit.Count, metrics.Tokens.Gain(range, "type"), "{{type}}")),
                BoardRow.Of(
                    "People and results",
                    TeamPanels.Curves("Active developers", "Developers whose sessions cost something within each step.", PanelUnit.Rate("developers"), (metrics.ActiveDevelopers(QueryWindow.RateInterval), "developers")),
                    TeamPanels.Hourly("Lines of code", "Lines an hour that were added and removed.", PanelUnit.Rate("lines/hour"), (window => metrics.Lines.Gain(window, "type"), "{{type}}"))),
            ]);
    }
}
