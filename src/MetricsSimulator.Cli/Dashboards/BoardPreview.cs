using MetricsSimulator.Cli.Charts;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>A picture of a board with the answers of a run, as Grafana would show them, without Grafana.</summary>
internal static class BoardPreview
{
    // The most values in memory: 128 MiB.
    private const double MostValues = 16 << 20;

    /// <summary>Computes a span of a run and draws its board.</summary>
    /// <param name="board">The board.</param>
    /// <param name="span">The span, at least one tick.</param>
    /// <param name="cancellation">Cancels the drawing.</param>
    /// <returns>An SVG file.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static string Draw(Board board, RunSpan span, CancellationToken cancellation)
    {
        var recorded = span.Recorded.WithTruth();
        var model = recorded.Run.Model;
        var names = board.Metrics.Select(metric => metric.Name).ToHashSet(StringComparer.Ordinal);
        // The series of a workload come and go, and each needs a value for every scrape.
        var series = model.Metrics.Where(metric => names.Contains(metric.Name)).Sum(metric => (double)metric.SeriesCount)
            + model.Sources.OfType<WorkloadDefinition>().Sum(workload => WorkloadEstimate.Of(workload).Series * span.Ticks * model.Timeline.UpdateInterval.TotalDays);
        var values = span.Ticks * series;
        var every = (long)Math.Max(1, Math.Ceiling(values / MostValues));
        var run = SampledRun.Of(span with { Recorded = recorded }, names, every, cancellation);
        var pictures = new PanelPictures(run, PreviewSteps.Of(span, model.Timeline.UpdateInterval * every), [.. Injected(recorded, span)]);
        var subtitle = $"{(model.Scenario.Name.Length > 0 ? model.Scenario.Name : "no scenario")}, seed {model.Seed}, {InstantText.Format(model.Timeline.InstantOf(span.FirstTick))} to {InstantText.Format(model.Timeline.InstantOf(span.EndTick))}";
        return new Charts.Board(board.Title, [.. Placed(board, pictures, cancellation)]) { Subtitle = subtitle }.ToSvg();
    }

    // Anomalies that begin and end together are one incident.
    private static IEnumerable<ChartSpan> Injected(RecordedRun recorded, RunSpan span) =>
        new AnomalySchedule(recorded.Run.Model, recorded.Changes).Between(span.FirstTick, span.EndTick)
            .Where(anomaly => anomaly.Idleness is null)
            .GroupBy(anomaly => (anomaly.Start, anomaly.End))
            .Select(group => new ChartSpan(group.Key.Start, group.Key.End, string.Join(", ", group.Select(anomaly => anomaly.Definition.Kind.Name).Distinct(StringComparer.Ordinal))));

    // Headings of rows are left out, because the panels have titles.
    private static IEnumerable<BoardPanel> Placed(Board board, PanelPictures pictures, CancellationToken cancellation)
    {
        var top = 0;
        foreach (var row in board.Rows)
        {
            var (left, height) = (0, 0);
            foreach (var panel in row.Panels)
            {
                cancellation.ThrowIfCancellationRequested();
                if (left + panel.Width > Charts.Board.Columns) (left, top, height) = (0, top + height, 0);
                yield return new BoardPanel(pictures.Of(panel), left, top, panel.Width, panel.Height);
                left += panel.Width;
                height = Math.Max(height, panel.Height);
            }

            top += height;
        }
    }
}
