using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.History.Blocks;

/// <summary>Cuts the series of a model into batches, so that the ticks of one chunk of a batch fit into the cache.</summary>
internal static class BatchPlan
{
    /// <summary>The number of values of a batch in one tick.</summary>
    private const int Width = 512;

    // A derived metric is computed with all label sets of its parent, again for each batch.
    private const int DerivedWidth = 131_072;

    /// <summary>The batches of a run.</summary>
    /// <param name="span">The run.</param>
    public static IEnumerable<SeriesBatch> Cut(RunSpan span)
    {
        if (span.ChangesSeries)
        {
            // Numbers of label sets cannot be used here: a series may have another number in the next model.
            yield return new SeriesBatch(span, SeriesSelection.All, parallelism: null, grows: true);
            yield break;
        }

        foreach (var metric in span.Recorded.Run.Model.Metrics)
        {
            var most = Math.Max(1, (metric is ThinnedCounterDefinition ? DerivedWidth : Width) / metric.Stride);
            var first = 0;
            do
            {
                var range = new SeriesRange(first, Math.Min(most, metric.Labels.Count - first));
                var batch = new SeriesBatch(span, SeriesSelection.Of(metric.Key, range), parallelism: 1, grows: span.ChangesLayout);
                // A shard may have none of a metric's label sets, but some that an explosion adds.
                if (batch.SeriesCount > 0 && batch.IsIn(span.Filter)) yield return batch;
                first += range.Count;
            }
            while (first < metric.Labels.Count);
        }

        foreach (var key in span.KeysBesideMetrics) yield return new SeriesBatch(span, SeriesSelection.Of(key), parallelism: 1, grows: true);
    }
}
