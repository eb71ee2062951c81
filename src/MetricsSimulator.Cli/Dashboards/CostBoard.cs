using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>The board about spending and the budget.</summary>
internal static class CostBoard
{
    private static readonly QueryParameter s_budget = new("budget", "Budget a day (USD)", DailyBudget.Dollars);

    /// <summary>The board.</summary>
    public static Board Of(CatalogueMetrics metrics)
    {
        var (cost, tokens) = (metrics.Cost, metrics.Tokens);
        return new Board(
            "Cost and budget", "Spending, the models that cause it, and how fast the budget of a day is used up.",
            [
                BoardRow.Of(
                    "",
                    StatPanel.Of("Spent", "Dollars spent in the time that the board shows.", PanelUnit.Dollars, cost?.Increase(QueryWindow.Range), "spent")?.Narrow(),
                    StatPanel.Of("Spent in 24 hours", "Dollars spent in the last 24 hours.", PanelUnit.Dollars, cost?.Increase(QueryWindow.Day), "24 hours")?.Narrow(),
                    StatPanel.Of("Budget used", "Spending in the last 24 hours, as a share of the budget of a day.", PanelUnit.Share, Used(cost), "used")?.Warning(0.8, 1).Narrow(),
                    StatPanel.Of("Projected for 30 days", "The cost of 30 days if all were like the last 24 hours.", PanelUnit.Dollars, cost?.Increase(QueryWindow.Day).Times(30), "30 days")?.Narrow(),
                    StatPanel.Of("Dollars a million tokens", "The cost of tokens, all models together.", PanelUnit.Dollars, cost?.Rate().Per(tokens?.Rate())?.Times(1e6), "a million tokens")?.Narrow(),
                    StatPanel.Of("Dollars a session", "The cost of a session, on average.", PanelUnit.Dollars, cost?.Rate().Per(metrics.Sessions?.Rate()), "a session")?.Narrow()),
                BoardRow.Of(
                    "Budget",
                    TimeSeriesPanel.Of(
                        "Budget used in 24 hours", "Spending in the 24 hours before each moment, as a share of the budget of a day.", PanelUnit.Share, (Used(cost), "used"))?.Warning(0.8, 1),
                    TimeSeriesPanel.Of(
                        "Burn rate", "Spending as a multiple of the budget. At 1, one day uses the budget of one day.", PanelUnit.Rate("times the budget"),
                        (cost?.Increase(QueryWindow.Hour).Times(24).Per(s_budget), "over 1 hour"),
                        (cost?.Increase(QueryWindow.SixHours).Times(4).Per(s_budget), "over 6 hours"))?.Warning(1, 2)),
                BoardRow.Of(
                    "Models",
                    TimeSeriesPanel.Of("Cost by model", "The cost of an hour at the current rate.", PanelUnit.DollarsPer("hour"), (cost?.Rate("model").Times(3600), "{{model}}"))?.Stacked(),
                    TimeSeriesPanel.Of(
                        "Dollars a million tokens by model", "The cost of each model, divided by its tokens.", PanelUnit.Dollars,
                        (cost?.Rate("model").Per(tokens?.Rate("model"))?.Times(1e6), "{{model}}")),
                    BarPanel.Of("Spent by model", "Dollars spent in the time that the board shows.", PanelUnit.Dollars, Sorted(cost?.Increase(QueryWindow.Range, "model")), "{{model}}"),
                    BarPanel.Of(
                        "Tokens by model and type", "Tokens used in the time that the board shows.", PanelUnit.Count,
                        Sorted(tokens?.Increase(QueryWindow.Range, "model", "token_type")), "{{model}} {{token_type}}")),
            ])
        { Parameters = [s_budget] };
    }

    private static Query? Used(QueriedMetric? cost) => cost?.Increase(QueryWindow.Day).Per(s_budget);

    private static Descending? Sorted(Query? query) => query is null ? null : new Descending(query);
}
