using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>The panels of the boards of a team.</summary>
internal static class TeamPanels
{
    // A team of 25 makes some calls a minute: shorter steps show single calls.
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    /// <summary>The number at the end of the time range.</summary>
    public static StatPanel Number(string title, string description, PanelUnit unit, Query query, string legend) =>
        new(title, description, unit, new PanelQuery(query, legend)) { IsOfNow = true };

    /// <summary>A share at the end of the time range, which nothing may have.</summary>
    public static StatPanel Share(string title, string description, Query query, string legend) =>
        Number(title, description, PanelUnit.Share, query, legend) with { NoValue = "–" };

    /// <summary>A bar for each answer, the longest first.</summary>
    public static BarPanel Bars(string title, string description, PanelUnit unit, Query query, string legend) =>
        new(title, description, unit, new PanelQuery(query is Top ? query : new Descending(query), legend));

    /// <summary>Curves of values.</summary>
    public static TimeSeriesPanel Curves(string title, string description, PanelUnit unit, params ReadOnlySpan<(Query Query, string Legend)> queries)
    {
        var panel = new TimeSeriesPanel(title, description, unit) { MinimumStep = s_step };
        foreach (var (query, legend) in queries) panel = panel with { Queries = panel.Queries.Add(new PanelQuery(query, legend)) };
        return panel;
    }

    /// <summary>Curves of what is counted in an hour, at the pace of each step.</summary>
    public static TimeSeriesPanel Hourly(string title, string description, PanelUnit unit, params ReadOnlySpan<(Func<QueryWindow, Query> Gain, string Legend)> queries)
    {
        var panel = new TimeSeriesPanel(title, description, unit) { MinimumStep = s_step };
        foreach (var (gain, legend) in queries)
            panel = panel with { Queries = panel.Queries.Add(new PanelQuery(new Pace(gain(QueryWindow.RateInterval), QueryWindow.RateInterval, s_hour), legend)) };
        return panel;
    }

    /// <summary>Dollars an hour, by model.</summary>
    public static TimeSeriesPanel CostByModel(WorkloadMetrics metrics) => Hourly(
        "Cost by model", "Dollars an hour, at the pace of each step.", PanelUnit.DollarsPer("hour"), (window => metrics.Cost.Gain(window, "model"), "{{model}}")).Stacked();

    /// <summary>Dollars in the time range.</summary>
    public static StatPanel Spent(WorkloadMetrics metrics) => Number(
        "Spent", "Dollars spent in the time that the board shows. The first request of each session counts, too, which increase() would miss.", PanelUnit.Dollars,
        metrics.Cost.Gain(QueryWindow.Range), "spent");

    /// <summary>Sessions that started in the time range.</summary>
    public static StatPanel Started(WorkloadMetrics metrics) => Number(
        "Sessions started", "Sessions that were started, resumed or continued in the time that the board shows, without those that the list of agents opened. Each series begins at 1, so that increase() would see none.",
        PanelUnit.Count, new Sum(new Gain(metrics.OwnSessions, QueryWindow.Range)), "sessions");

    /// <summary>Developers who did something in the time range.</summary>
    public static StatPanel ActiveDevelopers(WorkloadMetrics metrics) => Number(
        "Active developers", "Developers whose sessions cost something in the time that the board shows.", PanelUnit.Count, metrics.ActiveDevelopers(QueryWindow.Range), "developers");

    /// <summary>The share of the users' own decisions that accept.</summary>
    public static StatPanel Acceptance(WorkloadMetrics metrics) => Share(
        "Edits accepted by users", "The share of edits that users accept when they are asked. What settings and hooks decide is left out, because they accept nearly everything.",
        metrics.Acceptance(QueryWindow.Range), "accepted").AtLeast(0.5, 0.7);

    /// <summary>The share of the tokens of prompts that come from the cache.</summary>
    public static StatPanel CacheHit(WorkloadMetrics metrics) => Share(
        "Read from the cache", "The share of the tokens of prompts that were read from the cache, for a tenth of the price. From 90 % to 98 % is usual.", metrics.CacheHit(QueryWindow.Range), "cache").AtLeast(0.7, 0.85);
}
