using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Simulation;

/// <summary>
/// Turns the metrics of a model into running states: those that are selected, the parents that they derive from, and the label sets that
/// cardinality explosions will show. Not thread-safe.
/// </summary>
internal sealed class StateBuilder
{
    private readonly SimulationModel _model;
    private readonly SeriesSelection _selection;
    private readonly ImmutableArray<ExplosionFamily> _explosions;
    private readonly Dictionary<(string Key, ExplosionFamily? Explosion), MetricState> _built = [];
    private readonly List<BuiltState> _states = [];

    /// <summary>Builds the states where a scenario begins.</summary>
    public StateBuilder(SimulationModel model, SeriesSelection selection, ImmutableArray<ExplosionFamily> explosions)
    {
        _model = model;
        _selection = selection;
        _explosions = explosions;
        for (var i = 0; i < model.Metrics.Length; i++)
        {
            var metric = model.Metrics[i];
            var range = selection.RangeOf(metric);
            if (range.Count == 0) continue;
            Build(i, range, explosion: null);
            foreach (var explosion in ExplosionsOf(metric)) Build(i, SeriesRange.All(explosion.Extend(metric).Labels), explosion);
        }
    }

    /// <summary>The states, each parent before what is derived from it.</summary>
    public IReadOnlyList<BuiltState> States => _states;

    /// <summary>The shape of what is selected, in the order of the model.</summary>
    public Layout BuildLayout(ImmutableArray<LabelDimension> constantLabels)
    {
        var families = ImmutableArray.CreateBuilder<MetricFamily>();
        var offset = 0;
        foreach (var metric in _model.Metrics)
        {
            var range = _selection.RangeOf(metric);
            if (range.Count == 0) continue;
            Add(metric, range, explosion: null);
            foreach (var explosion in ExplosionsOf(metric))
            {
                var extended = explosion.Extend(metric);
                Add(extended, SeriesRange.All(extended.Labels), explosion);
            }
        }

        return new Layout(families.DrainToImmutable());

        void Add(MetricDefinition metric, SeriesRange range, ExplosionFamily? explosion)
        {
            var buckets = metric is HistogramDefinition histogram ? histogram.Buckets : [];
            var family = new MetricFamily(
                metric.Name, metric.Help, metric.Type, metric.Labels.With(constantLabels), buckets, offset, range, explosion is not null);
            families.Add(family);
            foreach (var built in _states)
                if (built.State.Definition.Key == metric.Key && built.Explosion == explosion) built.Place(offset, family.ValueCount);
            offset = checked(offset + family.ValueCount);
        }
    }

    // Explosions add label sets of their own: a shard that shows only some label sets leaves them to the first.
    private IEnumerable<ExplosionFamily> ExplosionsOf(MetricDefinition metric) =>
        _selection.RangeOf(metric).First == 0 ? _explosions.Where(explosion => explosion.Metric == metric.Key) : [];

    private MetricState Build(int index, SeriesRange range, ExplosionFamily? explosion)
    {
        var metric = explosion is null ? _model.Metrics[index] : explosion.Extend(_model.Metrics[index]);
        if (_built.TryGetValue((metric.Key, explosion), out var built)) return built;
        MetricState state = metric switch
        {
            GaugeDefinition gauge => new GaugeState(Phased(gauge, index, explosion), range, FactoryOf(metric, range)),
            CounterDefinition { Accumulate: Accumulation.Poisson } counter =>
                new EventCounterState(Phased(counter, index, explosion), range, FactoryOf(metric, range)),
            CounterDefinition counter => new IntegralCounterState(Phased(counter, index, explosion), range, FactoryOf(metric, range)),
            HistogramDefinition histogram => new HistogramState(Phased(histogram, index, explosion), range, FactoryOf(metric, range)),
            ThinnedCounterDefinition thinned => new ThinnedCounterState(
                Phased(thinned, index, explosion), range, FactoryOf(metric, SeriesRange.All(metric.Labels)), ParentOf(thinned)),
            _ => throw new ArgumentException($"{metric.GetType().Name} has no running state.", nameof(index)),
        };
        _built.Add((metric.Key, explosion), state);
        _states.Add(new BuiltState(state, explosion, [.. _model.Scenario.Phases.Select(phase => phase.Metrics.IsEmpty ? 1 : phase.Metrics[index].Scale)]));
        return state;
    }

    private PhasedMetric<T> Phased<T>(T definition, int index, ExplosionFamily? explosion)
        where T : MetricDefinition
    {
        var phases = _model.Scenario.Phases;
        return new PhasedMetric<T>(
            definition,
            [.. phases.Select(phase => phase.Metrics.IsEmpty ? definition : (T)(explosion?.Extend(phase.Metrics[index].Definition) ?? phase.Metrics[index].Definition))],
            [.. phases.Select(phase => !phase.Metrics.IsEmpty && phase.Metrics[index].BeginsAnew)]);
    }

    // What is derived depends on all label sets of its parent, whichever of them are shown.
    private IEventSource ParentOf(ThinnedCounterDefinition thinned)
    {
        var index = _model.Metrics.ToList().FindIndex(metric => metric.Key == thinned.Of);
        return (IEventSource)Build(index, SeriesRange.All(_model.Metrics[index].Labels), explosion: null);
    }

    private PathFactory FactoryOf(MetricDefinition metric, SeriesRange range) => new(_model, metric, range);
}
