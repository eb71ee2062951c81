using System.Collections.Immutable;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>All boards of a run.</summary>
internal static class BoardSet
{
    /// <summary>
    /// The boards of Claude Code's own metrics, if the run has a workload; those of the built-in metrics, as far as the run has them; and a board of all metrics that none of
    /// these shows. No board names a metric that the run does not have.
    /// </summary>
    public static ImmutableArray<Board> Of(Run run)
    {
        var metrics = CatalogueMetrics.Of(run).WithItsLabels();
        var team = WorkloadMetrics.Of(run);
        Board[] story =
        [
            .. team is null ? [] : TeamBoards(team),
            .. new[] { OverviewBoard.Of(metrics), CostBoard.Of(metrics), SessionsBoard.Of(metrics), ToolsBoard.Of(metrics), TruthBoard.Of(metrics) }
                .Select(board => board with { Rows = board.Rows.RemoveAll(row => row.Panels.IsEmpty) })
                .Where(board => !board.Rows.IsEmpty && (team is null || board.Metrics.Any(metric => metric != QueriedMetric.Truth))),
        ];
        var shown = story.SelectMany(board => board.Metrics).Select(metric => metric.Name).ToHashSet(StringComparer.Ordinal);
        // target_info says on what machines a workload runs, and the truth is an annotation on every board.
        QueriedMetric[] others = [.. metrics.Families.Where(metric => !shown.Contains(metric.Name) && metric.Key != WorkloadDefinition.KeyOfWorkload && metric.Name != QueriedMetric.Truth.Name)];
        return others.Length == 0 ? [.. story] : [.. story, OwnMetricsBoard.Of(others)];
    }

    private static IEnumerable<Board> TeamBoards(WorkloadMetrics metrics) =>
        new[] { TeamOverviewBoard.Of(metrics), TeamCostBoard.Of(metrics), TeamAdoptionBoard.Of(metrics), TeamToolsBoard.Of(metrics), TeamSessionsBoard.Of(metrics) }
            .Select(board => board with { Family = "Claude Code" });
}
