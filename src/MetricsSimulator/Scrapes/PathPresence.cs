using System.Collections.Immutable;
using MetricsSimulator.Churn;
using MetricsSimulator.Disturbances;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Phases;
using MetricsSimulator.Sources;
using MetricsSimulator.States;

namespace MetricsSimulator.Scrapes;

/// <summary>
/// Which series are present among the metrics that paths drive, tick by tick. It covers the whole run, whichever series are simulated, and computes no path. One thread at a time.
/// </summary>
internal sealed class PathPresence
{
    private readonly ImmutableArray<MetricFamily> _defined;
    private readonly ChurningLabels _churn;
    private readonly RunDisturbances _disturbances;
    private MetricFamily[] _families;

    /// <summary>Begins with a model.</summary>
    /// <param name="context">The context of every source of the run.</param>
    /// <param name="model">The model. The label sets of all its shards count.</param>
    /// <param name="clock">The phases of its scenario.</param>
    /// <param name="known">The anomalies of the run.</param>
    /// <param name="explosions">The label sets that explosions may show.</param>
    public PathPresence(SourceContext context, SimulationModel model, PhaseClock clock, KnownAnomalies known, ImmutableArray<ExplosionFamily> explosions)
    {
        model = model.ForShard(null);
        var shown = ShownMetric.Of(model, SeriesSelection.All, explosions).Where(one => one.IsShown).ToArray();
        _defined = [.. shown.Select(one => FamilyOf(model.Metrics[one.Index], one))];
        _churn = new ChurningLabels(model, context.Tick);
        _families = LivingFamilies();
        // Rates do not affect which series are present.
        _disturbances = new RunDisturbances(
            known, model, clock, (_, _) => 1, _churn.CurrentOf,
            shown.Select(one => new DisturbedState(model.Metrics[one.Index].Key, one.Explosion, one.Labels, one.Range, [.. model.Scenario.Phases.Select(_ => 1.0)])));
    }

    /// <summary>The number of families.</summary>
    public int Count => _defined.Length;

    /// <summary>Moves on to a tick.</summary>
    /// <param name="tick">The tick, not before that of the last call.</param>
    /// <param name="scraped">Filled with the present series of each family.</param>
    public void AdvanceTo(long tick, Span<ScrapedFamily> scraped)
    {
        if (_churn.AdvanceTo(tick))
        {
            _families = LivingFamilies();
            _disturbances.ForgetLabels();
        }

        for (var i = 0; i < _defined.Length; i++)
            scraped[i] = new ScrapedFamily(_families[i], _disturbances.At(i, tick)?.AbsentAmong(_defined[i].Range.Count), _defined[i]);
    }

    /// <summary>Finds the active anomalies again, because one was injected or ended.</summary>
    public void ForgetAnomalies() => _disturbances.Forget();

    private static MetricFamily FamilyOf(MetricDefinition metric, ShownMetric shown) =>
        new(metric.Name, metric.Help, metric.Type, shown.Labels, metric.Buckets, 0, shown.Range, shown.Explosion is not null);

    private MetricFamily[] LivingFamilies() =>
        [.. _defined.Select(family => family.Labels is LabelSpace labels && ChurningLabels.Has(labels) ? family.WithLabels(_churn.CurrentOf(labels)) : family)];
}
