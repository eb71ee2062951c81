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
        // Block by block, so that what was just computed is shown while it is in the cache.
        for (var end = first + count; first < end; first += PathState.BlockLength)
        {
            var length = Math.Min(PathState.BlockLength, end - first);
            _paths.Evolve(tick, first, length);
            if (!values.IsEmpty) Show(values.Slice(first, length), first);
        }
    }

    /// <inheritdoc/>
    public override void ShowInitial(Span<double> values) => Show(values, 0);

    private void Show(Span<double> values, int first)
    {
        var shown = _paths.After(first, values);
        if (shown != values) shown.CopyTo(values);
    }
}
