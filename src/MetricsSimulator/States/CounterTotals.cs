using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Metrics;
using MetricsSimulator.Paths;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.States;

/// <summary>
/// The totals of the series of a counter, in steps of its resolution, with fractions. Anomalies change separate totals, so that the clean
/// total and its fraction never depend on them.
/// </summary>
internal sealed class CounterTotals
{
    /// <summary>
    /// The most steps that a series counts. It keeps a series, and the sum of all series in PromQL, finite. At this total a counter stops growing.
    /// </summary>
    public const double Largest = 1e280;

    private readonly CounterResolution _resolution;
    private readonly SparseValues _extras;
    private readonly CounterBases _bases;
    private readonly SetValues _set;

    /// <summary>Creates totals of 0.</summary>
    /// <param name="resolution">The step of the values that are shown.</param>
    /// <param name="keys">The keys of the series.</param>
    public CounterTotals(CounterResolution resolution, SeriesKeys keys)
    {
        _resolution = resolution;
        Clean = new double[keys.Count];
        _extras = new SparseValues(keys.Count);
        _bases = new CounterBases(keys, 1, (labelSet, totals) => totals[0] = StepsOf(labelSet));
        _set = new SetValues(keys.Count, ValueOf, _bases);
    }

    /// <summary>The totals without the changes by anomalies.</summary>
    public double[] Clean { get; }

    /// <summary>The steps that anomalies added to the total of a series; negative if they withheld some.</summary>
    public ref double Extra(int labelSet) => ref _extras.Room(labelSet)[0];

    /// <summary>Prepares a tick. Call it on one thread.</summary>
    /// <param name="conditions">The outside effects on the metric.</param>
    public void Begin(in MetricConditions conditions)
    {
        _bases.Begin(conditions.After);
        _set.Begin(conditions);
    }

    /// <inheritdoc cref="CounterBases.Follow"/>
    public void Follow(Disturbance disturbance, Disturbance? before, int first, int count) => _bases.Follow(disturbance, before, first, count);

    /// <inheritdoc cref="SetValues.FindFalls"/>
    public void FindFalls(long tick, Disturbance? disturbance, int first, int count) => _set.FindFalls(tick, disturbance, first, count);

    /// <inheritdoc cref="CounterBases.ShowStarts"/>
    public void ShowStarts(int first, Span<long> starts, Disturbance? disturbance) => _bases.ShowStarts(first, starts, disturbance);

    /// <inheritdoc cref="CounterBases.Restart(long)"/>
    public void Restart(long tick) => _bases.Restart(tick);

    /// <summary>Starts a new series, with a total of 0.</summary>
    public void Renew(int index)
    {
        Clean[index] = 0;
        _extras.Clear(index);
        _bases.Forget(index);
        _set.Forget(index);
    }

    /// <summary>Writes the values of a range of series.</summary>
    public void Show(int first, Span<double> values, Disturbance? disturbance)
    {
        while (values.Length > 0)
        {
            var length = Math.Min(values.Length, PathState.BlockLength - first % PathState.BlockLength);
            ShowBlock(first, values[..length], disturbance);
            first += length;
            values = values[length..];
        }
    }

    /// <summary>Copies the totals of each series that existed before.</summary>
    public void TakeOver(CounterTotals other, ReadOnlySpan<int> sources)
    {
        for (var i = 0; i < sources.Length; i++)
            if (sources[i] >= 0) Clean[i] = other.Clean[sources[i]];
        _extras.TakeOver(other._extras, sources);
        _bases.TakeOver(other._bases, sources);
        _set.TakeOver(other._set, sources);
    }

    /// <summary>Saves or restores the totals.</summary>
    public void Exchange(IStateArrays arrays)
    {
        arrays.Each(Clean);
        _extras.Exchange(arrays);
        _bases.Exchange(arrays);
        _set.Exchange(arrays);
    }

    private void ShowBlock(int first, Span<double> values, Disturbance? disturbance)
    {
        var clean = Clean.AsSpan(first, values.Length);
        var extras = _extras.Of(first, values.Length);
        var resets = _bases.AtResets(first, values.Length);
        if (extras.IsEmpty && resets.IsEmpty)
        {
            _resolution.Show(clean, values);
        }
        else
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = _resolution.ValueOf(StepsOf(clean[i], extras.IsEmpty ? 0 : extras[i]) - (resets.IsEmpty ? 0 : resets[i]));
        }

        if (disturbance is null) return;
        var end = first + values.Length;
        for (var i = disturbance.NextTouched(first, end); i < end; i = disturbance.NextTouched(i + 1, end))
        {
            ref readonly var influence = ref disturbance.Of(i);
            if (influence.IsStale) values[i - first] = Staleness.Marker;
            else if (influence.IsSet) values[i - first] = influence.SetTo;
            else if (_bases.OfSecondWriter(i, disturbance) is { IsEmpty: false } begun) values[i - first] = _resolution.ValueOf(StepsOf(i) - begun[0]);
        }
    }

    private double ValueOf(int index) => _resolution.ValueOf(StepsOf(index) - (_bases.AtResets(index, 1) is [var reset] ? reset : 0));

    private double StepsOf(int index) => StepsOf(Clean[index], _extras.Of(index) is { IsEmpty: false } extra ? extra[0] : 0);

    // Each is rounded by itself, so that a whole step of one never depends on the fraction of the other.
    private double StepsOf(double clean, double extra) => _resolution.WholeSteps(clean) + _resolution.WholeSteps(extra);
}
