using MetricsSimulator.Disturbances;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.States;

/// <summary>Label sets of a metric that are simulated together: its own, or those that cardinality explosions add to it.</summary>
/// <param name="Index">The number of the metric in the model.</param>
/// <param name="Labels">The label sets.</param>
/// <param name="Range">The range of label sets.</param>
/// <param name="Explosion">The explosions whose label sets they are; null for the metric's own.</param>
/// <param name="IsShown">Whether an exposition shows them as a family.</param>
internal sealed record ShownMetric(int Index, LabelSpace Labels, SeriesRange Range, ExplosionFamily? Explosion, bool IsShown)
{
    /// <summary>The selected parts of a model, in the order of the exposition.</summary>
    /// <param name="model">The model.</param>
    /// <param name="selection">The series that are selected.</param>
    /// <param name="explosions">The label sets that explosions may show.</param>
    public static IEnumerable<ShownMetric> Of(SimulationModel model, SeriesSelection selection, IReadOnlyList<ExplosionFamily> explosions)
    {
        for (var i = 0; i < model.Metrics.Length; i++)
        {
            var metric = model.Metrics[i];
            if (selection.RangeOf(metric) is not { } range) continue;
            // Explosions add label sets of their own. Of several ranges, only the first shows them.
            var extras = range.First > 0 ? [] : explosions.Where(explosion => explosion.Metric == metric.Key)
                .Select(explosion => (Explosion: explosion, Labels: LabelsOf(explosion, metric, model.Shard))).ToArray();
            var isShown = range.Count > 0 || extras.Any(extra => extra.Labels.Count > 0);
            yield return new ShownMetric(i, metric.Labels, range, null, isShown);
            foreach (var (explosion, labels) in extras) yield return new ShownMetric(i, labels, SeriesRange.All(labels), explosion, labels.Count > 0);
        }
    }

    private static LabelSpace LabelsOf(ExplosionFamily explosion, MetricDefinition metric, Shard? shard)
    {
        var labels = explosion.LabelsOf(metric);
        return shard?.Deal(metric.Name, labels) ?? labels;
    }
}
