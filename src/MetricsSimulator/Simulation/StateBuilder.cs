using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Simulation;

/// <summary>
/// Turns the metrics of a model into running states: those that are selected, and the parents that they derive from. Not thread-safe.
/// </summary>
internal sealed class StateBuilder
{
    private readonly SimulationModel _model;
    private readonly SeriesSelection _selection;
    private readonly Dictionary<string, MetricState> _byKey = new(StringComparer.Ordinal);
    private readonly List<MetricState> _states = [];

    /// <summary>Builds the states at tick 0.</summary>
    public StateBuilder(SimulationModel model, SeriesSelection selection)
    {
        _model = model;
        _selection = selection;
        foreach (var metric in model.Metrics)
            if (selection.RangeOf(metric).Count > 0) Build(metric, selection.RangeOf(metric));
    }

    /// <summary>The states, each parent before what is derived from it.</summary>
    public IReadOnlyList<MetricState> States => _states;

    /// <summary>The shape of what is selected, in the order of the model.</summary>
    public Layout BuildLayout(ImmutableArray<LabelDimension> constantLabels)
    {
        var families = ImmutableArray.CreateBuilder<MetricFamily>();
        var offset = 0;
        foreach (var metric in _model.Metrics)
        {
            var range = _selection.RangeOf(metric);
            if (range.Count == 0) continue;
            var buckets = metric is HistogramDefinition histogram ? histogram.Buckets : [];
            var family = new MetricFamily(metric.Name, metric.Help, metric.Type, metric.Labels.With(constantLabels), buckets, offset, range);
            families.Add(family);
            offset = checked(offset + family.ValueCount);
        }

        return new Layout(families.DrainToImmutable());
    }

    /// <summary>Where the values of each state lie; nothing for a parent that is not selected.</summary>
    public IReadOnlyList<(int Offset, int Count)> OffsetsIn(Layout layout) =>
        [.. _states.Select(state => layout.Families.FirstOrDefault(family => family.Name == state.Definition.Name) is { } family
            ? (family.ValueOffset, family.ValueCount)
            : (0, 0))];

    /// <summary>Fills a snapshot with the values at tick 0.</summary>
    public void ShowInitial(Layout layout, double[] values)
    {
        var offsets = OffsetsIn(layout);
        for (var i = 0; i < _states.Count; i++)
            if (offsets[i].Count > 0) _states[i].ShowInitial(values.AsSpan(offsets[i].Offset, offsets[i].Count));
    }

    private MetricState Build(MetricDefinition metric, SeriesRange range)
    {
        if (_byKey.TryGetValue(metric.Key, out var built)) return built;
        MetricState state = metric switch
        {
            GaugeDefinition gauge => new GaugeState(gauge, range, FactoryOf(metric, range)),
            CounterDefinition { Accumulate: Accumulation.Poisson } counter => new EventCounterState(counter, range, FactoryOf(metric, range)),
            CounterDefinition counter => new IntegralCounterState(counter, range, FactoryOf(metric, range)),
            HistogramDefinition histogram => new HistogramState(histogram, range, FactoryOf(metric, range)),
            ThinnedCounterDefinition thinned => new ThinnedCounterState(
                thinned, range, FactoryOf(metric, SeriesRange.All(metric.Labels)), ParentOf(thinned)),
            _ => throw new ArgumentException($"{metric.GetType().Name} has no running state.", nameof(metric)),
        };
        _byKey.Add(metric.Key, state);
        _states.Add(state);
        return state;
    }

    // What is derived depends on all label sets of its parent, whichever of them are shown.
    private IEventSource ParentOf(ThinnedCounterDefinition thinned)
    {
        var parent = _model.Metrics.First(metric => metric.Key == thinned.Of);
        return (IEventSource)Build(parent, SeriesRange.All(parent.Labels));
    }

    private PathFactory FactoryOf(MetricDefinition metric, SeriesRange range) => new(_model, metric, range);
}
