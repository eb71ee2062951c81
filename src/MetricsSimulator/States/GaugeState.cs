using System.Runtime.CompilerServices;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Paths;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.States;

/// <summary>The running state of a gauge: its paths. Ranges are thread-safe as <see cref="MetricState"/> says.</summary>
internal sealed class GaugeState : MetricState
{
    private readonly PathState _paths;
    private readonly PathEcho _echo;
    private readonly SeriesMemory _frozen;

    /// <summary>Creates the state at tick 0.</summary>
    public GaugeState(PhasedMetric<GaugeDefinition> metric, SeriesRange range, PathFactory factory)
        : base(metric.Definition, range)
    {
        Keys = factory.Keys;
        _paths = factory.Create(metric, gauge => gauge.Process, metric.Definition.Split, DrawPurpose.PathStep);
        _echo = new PathEcho(_paths, range.Count, after: true);
        _frozen = new SeriesMemory(range.Count);
    }

    /// <inheritdoc/>
    public override SeriesKeys Keys { get; }

    /// <inheritdoc/>
    public override void Begin(long tick, in MetricConditions conditions)
    {
        base.Begin(tick, conditions);
        _paths.Begin(tick, conditions.Turn);
        Prepare(conditions.After);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public override void Advance(long tick, int first, int count, Span<double> values)
    {
        Span<double> scratch = stackalloc double[PathState.BlockLength];
        // Each block is shown while its values are still in the cache.
        for (var end = first + count; first < end; first += PathState.BlockLength)
        {
            var length = Math.Min(PathState.BlockLength, end - first);
            _paths.Evolve(tick, first, length);
            RenewBorn(first, length);
            if (!values.IsEmpty) Show(values.Slice(first, length), first, Conditions.After);
            // Frozen and wandering values depend on every tick, also on those that nobody reads.
            else if (Conditions.After is { IsAbsence: false } disturbance && disturbance.Touches(first)) Show(scratch[..length], first, disturbance);
        }
    }

    /// <inheritdoc/>
    public override void ShowAll(long tick, Span<double> values, Disturbance? disturbance)
    {
        Prepare(disturbance);
        for (var first = 0; first < Range.Count; first += PathState.BlockLength)
            Show(values.Slice(first, Math.Min(PathState.BlockLength, Range.Count - first)), first, disturbance);
    }

    /// <inheritdoc/>
    public override void TakeOver(MetricState other, ReadOnlySpan<int> sources, int? pathsIn, long tick)
    {
        if (pathsIn is not { } phase) return;
        var gauge = (GaugeState)other;
        _paths.TakeOver(gauge._paths, sources, phase);
        _echo.TakeOver(gauge._echo, sources);
        _frozen.TakeOver(gauge._frozen, sources);
    }

    /// <inheritdoc/>
    public override void Exchange(IStateArrays arrays)
    {
        _paths.Exchange(arrays);
        _echo.Exchange(arrays);
        _frozen.Exchange(arrays);
    }

    /// <inheritdoc/>
    protected override void Renew(int labelSet)
    {
        _paths.Renew(labelSet);
        _echo.Forget(labelSet);
        _frozen.Forget(labelSet);
    }

    private void Prepare(Disturbance? disturbance)
    {
        _echo.Begin(disturbance);
        _frozen.Begin(disturbance);
    }

    private void Show(Span<double> values, int first, Disturbance? disturbance)
    {
        var shown = _paths.After(first, values);
        if (shown != values) shown.CopyTo(values);
        if (disturbance is null) return;
        var end = first + values.Length;
        for (var i = disturbance.NextTouched(first, end); i < end; i = disturbance.NextTouched(i + 1, end))
            values[i - first] = Disturb(i, values[i - first], disturbance.Of(i));
    }

    private double Disturb(int labelSet, double value, in Influence influence)
    {
        value = influence.ValueOf(_echo.Of(labelSet, value, influence));
        value = _frozen.ValueAtBeginning(labelSet, influence.Frozen, value);
        if (influence.NotANumber) value = double.NaN;
        if (influence.IsSet) value = influence.SetTo;
        return influence.IsStale ? Staleness.Marker : value;
    }
}
