using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.States;

/// <summary>The running state of an info metric. It keeps nothing: the value of every label set that is present is 1.</summary>
internal sealed class InfoState : MetricState
{
    /// <summary>Creates the state at tick 0.</summary>
    public InfoState(InfoDefinition definition, SeriesRange range, SeriesKeys keys)
        : base(definition, range) => Keys = keys;

    /// <inheritdoc/>
    public override SeriesKeys Keys { get; }

    /// <inheritdoc/>
    public override void Advance(long tick, int first, int count, Span<double> values)
    {
        if (!values.IsEmpty) Show(values.Slice(first, count), first, Conditions.After);
    }

    /// <inheritdoc/>
    public override void ShowAll(long tick, Span<double> values, Disturbance? disturbance) => Show(values[..Range.Count], 0, disturbance);

    /// <inheritdoc/>
    public override void TakeOver(MetricState other, ReadOnlySpan<int> sources, int? pathsIn, long tick)
    {
    }

    /// <inheritdoc/>
    public override void Exchange(IStateArrays arrays)
    {
    }

    /// <inheritdoc/>
    protected override void Renew(int labelSet)
    {
    }

    private static void Show(Span<double> values, int first, Disturbance? disturbance)
    {
        values.Fill(1);
        if (disturbance is null) return;
        var end = first + values.Length;
        for (var i = disturbance.NextTouched(first, end); i < end; i = disturbance.NextTouched(i + 1, end))
            if (disturbance.Of(i).IsStale) values[i - first] = Staleness.Marker;
    }
}
