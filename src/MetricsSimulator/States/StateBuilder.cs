using System.Collections.Immutable;
using MetricsSimulator.Disturbances;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Paths;

namespace MetricsSimulator.States;

/// <summary>
/// Turns the metrics of a model into running states: the selected ones, the parents from which they are derived, and the label sets that
/// cardinality explosions will show. Not thread-safe.
/// </summary>
internal sealed class StateBuilder
{
    private readonly SimulationModel _model;
    private readonly ImmutableArray<LabelDimension> _constantLabels;
    private readonly Dictionary<(string Key, ExplosionFamily? Explosion, bool IsWhole, SeriesRange Range), PlacedState> _built = [];
    private readonly List<PlacedState> _states = [];
    private readonly ImmutableArray<MetricFamily>.Builder _families = ImmutableArray.CreateBuilder<MetricFamily>();
    private int _offset;

    /// <summary>Builds the states at the beginning of a scenario.</summary>
    /// <param name="model">The model.</param>
    /// <param name="selection">The series that are shown.</param>
    /// <param name="constantLabels">The constant labels.</param>
    /// <param name="explosions">The label sets that explosions may show.</param>
    public StateBuilder(SimulationModel model, SeriesSelection selection, ImmutableArray<LabelDimension> constantLabels, ImmutableArray<ExplosionFamily> explosions)
    {
        _model = model;
        _constantLabels = constantLabels;
        foreach (var shown in ShownMetric.Of(model, selection, explosions)) Add(shown);
        Families = _families.DrainToImmutable();
    }

    /// <summary>The states; each parent comes before the states derived from it.</summary>
    public IReadOnlyList<PlacedState> States => _states;

    /// <summary>The families that are shown, in the order of the model.</summary>
    public ImmutableArray<MetricFamily> Families { get; }

    private void Add(ShownMetric shown)
    {
        var (index, labels, range, explosion, isShown) = shown;
        var metric = _model.Metrics[index];
        // A state without label sets still keeps what all label sets share, because a change of the model may add some. A derived counter shares nothing.
        var built = range.Count == 0 && metric is ThinnedCounterDefinition ? null : Build(index, labels, range, explosion);
        if (!isShown) return;
        var family = new MetricFamily(
            metric.Name, metric.Help, metric.Type, labels.With(explosion is null ? _constantLabels : ConstantsBeside(labels)), metric.Buckets, _offset,
            range, explosion is not null);
        _families.Add(family);
        built?.Place(_offset, family.ValueCount);
        _offset = checked(_offset + family.ValueCount);
    }

    private PlacedState Build(int index, LabelSpace labels, SeriesRange range, ExplosionFamily? explosion)
    {
        var key = (_model.Metrics[index].Key, explosion, ReferenceEquals(labels, labels.Whole), range);
        if (_built.TryGetValue(key, out var known)) return known;
        var state = Create(index, labels, range);
        var built = new PlacedState(state, explosion, [.. _model.Scenario.Phases.Select(phase => phase.Metrics.IsEmpty ? 1 : phase.Metrics[index].Scale)]);
        _built.Add(key, built);
        _states.Add(built);
        return built;
    }

    private MetricState Create(int index, LabelSpace labels, SeriesRange range)
    {
        var metric = _model.Metrics[index].WithLabels(labels);
        return metric switch
        {
            GaugeDefinition gauge => new GaugeState(Phased(gauge, index), range, FactoryOf(metric, range)),
            CounterDefinition { Accumulate: Accumulation.Poisson } counter => new EventCounterState(Phased(counter, index), range, FactoryOf(metric, range)),
            CounterDefinition counter => new IntegralCounterState(Phased(counter, index), range, FactoryOf(metric, range)),
            HistogramDefinition histogram => new HistogramState(Phased(histogram, index), range, FactoryOf(metric, range)),
            ThinnedCounterDefinition thinned => CreateThinned((ThinnedCounterDefinition)thinned.WithLabels(labels.Whole), index, labels.RangesInWhole(range)),
            InfoDefinition info => new InfoState(info, range, FactoryOf(metric, range).Keys),
            _ => throw new ArgumentException($"{metric.GetType().Name} has no running state.", nameof(index)),
        };
    }

    // A derived counter depends on all label sets of its parent and on all of its own, even if only some are shown.
    private ThinnedCounterState CreateThinned(ThinnedCounterDefinition thinned, int index, ImmutableArray<SeriesRange> shown)
    {
        var parent = _model.Metrics.ToList().FindIndex(metric => metric.Key == thinned.Of);
        var parentLabels = _model.Metrics[parent].Labels.Whole;
        var source = Build(parent, parentLabels, SeriesRange.All(parentLabels), explosion: null);
        return new ThinnedCounterState(
            Phased(thinned, index), shown, FactoryOf(thinned, SeriesRange.All(thinned.Labels)), (IEventSource)source.State);
    }

    private PhasedMetric<T> Phased<T>(T definition, int index)
        where T : MetricDefinition
    {
        var phases = _model.Scenario.Phases;
        return new PhasedMetric<T>(
            definition,
            [.. phases.Select(phase => phase.Metrics.IsEmpty ? definition : (T)phase.Metrics[index].Definition.WithLabels(definition.Labels))],
            [.. phases.Select(phase => !phase.Metrics.IsEmpty && phase.Metrics[index].BeginsAnew)]);
    }

    // An explosion gives a label to a metric without labels, and a constant label may have the same name.
    private ImmutableArray<LabelDimension> ConstantsBeside(LabelSpace labels) => _constantLabels.IsDefaultOrEmpty
        ? []
        : [.. _constantLabels.Where(constant => labels.Dimensions.All(dimension => dimension.Name != constant.Name))];

    private PathFactory FactoryOf(MetricDefinition metric, SeriesRange range) => new(_model, metric, range);
}
