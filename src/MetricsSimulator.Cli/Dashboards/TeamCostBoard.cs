using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>The board about what a team spends, who spends it, and the budget of a month.</summary>
internal static class TeamCostBoard
{
    private const int Most = 20;

    private static readonly TimeSpan s_month = TimeSpan.FromDays(WorkloadScale.DaysOfMonth);

    /// <summary>The board.</summary>
    public static Board Of(WorkloadMetrics metrics)
    {
        var budget = new QueryParameter("budget", "Budget a month (USD)", WorkloadScale.Of(metrics.Workload).Budget);
        var (cost, range) = (metrics.Cost, QueryWindow.Range);
        return new Board(
            "Cost and budget", "What is spent, by which teams, models and developers, and whether the budget of a month will do. The cost is Claude Code's own estimate, not the bill.",
            [
                BoardRow.Of(
                    "",
                    TeamPanels.Spent(metrics).Narrow(),
                    TeamPanels.Number("Spent in 24 hours", "Dollars spent in the last 24 hours.", PanelUnit.Dollars, cost.Gain(QueryWindow.Day), "24 hours").Narrow(),
                    TeamPanels.Number(
                        "Forecast of a month", "The cost of 30 days that are like the last seven, so that working days and weekends have their usual shares. It is too low until there are seven days of data.",
                        PanelUnit.Dollars, Forecast(cost), "30 days").Narrow(),
                    TeamPanels.Share("Budget used by the forecast", "The forecast of a month, as a share of the budget of a month.", Forecast(cost).Per(budget), "budget").Warning(0.8, 1).Narrow(),
                    TeamPanels.Number(
                        "Dollars a developer", "What the developers who were active in the time that the board shows spent, on average.", PanelUnit.Dollars,
                        new Ratio(cost.Gain(range), metrics.ActiveDevelopers(range)), "a developer").Narrow(),
                    TeamPanels.Number(
                        "Dollars a million tokens", "The cost of tokens of all types and models. Tokens from the cache make it low.", PanelUnit.Dollars,
                        new Ratio(cost.Gain(range), metrics.Tokens.Gain(range)).Times(1e6), "a million tokens").Narrow()),
                BoardRow.Of(
                    "Budget",
                    TeamPanels.Curves(
                        "Budget of a day used", "Spending in the 24 hours before each moment, as a share of a thirtieth of the budget of a month. Working days may be above 1, because weekends are below.",
                        PanelUnit.Share, (new Pace(cost.Gain(QueryWindow.Day), QueryWindow.Day, s_month).Per(budget), "used")).Warning(1, 2),
                    TeamPanels.Number(
                        "Forecast at the pace of the board", "The cost of 30 days that are like the time that the board shows. Choose whole weeks.", PanelUnit.Dollars,
                        new Pace(cost.Gain(range), range, s_month), "30 days") with { Width = 12, Height = 8 }),
                BoardRow.Of(
                    "Who and what",
                    TeamPanels.CostByModel(metrics),
                    metrics.Team is not { } team ? null : TeamPanels.Hourly(
                        $"Cost by {team}", "Dollars an hour, at the pace of each step.", PanelUnit.DollarsPer("hour"), (window => cost.Gain(window, team), $"{{{{{team}}}}}")).Stacked(),
                    TeamPanels.Bars("Spent by model", "Dollars spent in the time that the board shows.", PanelUnit.Dollars, cost.Gain(range, "model"), "{{model}}"),
                    metrics.Team is not { } label ? null : TeamPanels.Bars($"Spent by {label}", "Dollars spent in the time that the board shows.", PanelUnit.Dollars, cost.Gain(range, label), $"{{{{{label}}}}}"),
                    TeamPanels.Bars(
                        "Spent by developer", $"Dollars spent in the time that the board shows, of the {Most} developers who spent most.", PanelUnit.Dollars,
                        new Top(Most, cost.Gain(range, metrics.Developer)), $"{{{{{metrics.Developer}}}}}"),
                    TeamPanels.Bars(
                        "Spent by part of the session", "The main thread, subagents, and auxiliary requests such as titles and compactions.", PanelUnit.Dollars, cost.Gain(range, "query_source"), "{{query_source}}"),
                    TeamPanels.Bars("Dollars a million tokens by model", "The cost of each model, divided by its tokens.", PanelUnit.Dollars,
                        new Ratio(cost.Gain(range, "model"), metrics.Tokens.Gain(range, "model")).Times(1e6), "{{model}}"),
                    TeamPanels.Bars("Read from the cache by model", "The share of the tokens of prompts that were read from the cache.", PanelUnit.Share, metrics.CacheHit(range, "model"), "{{model}}")),
            ])
        { Parameters = [budget] };
    }

    private static Pace Forecast(QueriedMetric cost) => new(cost.Gain(QueryWindow.Week), QueryWindow.Week, s_month);
}
