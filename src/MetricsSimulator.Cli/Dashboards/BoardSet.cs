using System.Collections.Immutable;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>All boards of a run.</summary>
internal static class BoardSet
{
    /// <summary>
    /// The boards of the built-in metrics, as far as the run has them, and a board of all metrics that none of these shows. No board names a metric that
    /// the run does not have.
    /// </summary>
    public static ImmutableArray<Board> Of(Run run)
    {
        var metrics = CatalogueMetrics.Of(run).WithItsLabels();
        Board[] story =
        [
            .. new[] { OverviewBoard.Of(metrics), CostBoard.Of(metrics), SessionsBoard.Of(metrics), ToolsBoard.Of(metrics), TruthBoard.Of(metrics) }
                .Select(board => board with { Rows = board.Rows.RemoveAll(row => row.Panels.IsEmpty) })
                .Where(board => !board.Rows.IsEmpty),
        ];
        var shown = story.SelectMany(board => board.Metrics).Select(metric => metric.Name).ToHashSet(StringComparer.Ordinal);
        QueriedMetric[] others = [.. metrics.Families.Where(metric => !shown.Contains(metric.Name))];
        return others.Length == 0 ? [.. story] : [.. story, OwnMetricsBoard.Of(others)];
    }
}
