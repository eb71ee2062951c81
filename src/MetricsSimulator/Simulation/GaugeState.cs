using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Simulation;

/// <summary>The running state of a gauge: its paths. Ranges are thread-safe as <see cref="MetricState"/> says.</summary>
internal sealed class GaugeState : MetricState
{
    private readonly PathState _paths;

    /// <summary>Creates the state at tick 0.</summary>
    public GaugeState(GaugeDefinition definition, SeriesRange range, PathFactory factory)
        : base(definition, range) =>
        _paths = factory.Create(definition.Process, definition.Split, Randomness.DrawPurpose.PathStep);

    /// <inheritdoc/>
    public override void Begin(long tick) => _paths.Begin(tick);

    /// <inheritdoc/>
    public override void Advance(long tick, int first, int count, Span<double> values)
    {
        _paths.Evolve(tick, first, count);
        if (!values.IsEmpty) Show(values.Slice(first, count), first);
    }

    /// <inheritdoc/>
    public override void ShowInitial(Span<double> values) => Show(values, 0);

    private void Show(Span<double> values, int first)
    {
        var shown = _paths.After(first, values);
        if (shown != values) shown.CopyTo(values);
    }
}
