using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.States;

/// <summary>
/// What the series of a counter have counted, in steps of its resolution with their fractions. What anomalies add or withhold is kept apart, so
/// that the clean total and its fraction never feel it; a reset is a base that is taken off from then on. Ranges are thread-safe;
/// <see cref="Prepare"/> is called by one thread between ticks.
/// </summary>
internal sealed class CounterTotals
{
    /// <summary>
    /// The most steps that a series counts, so that it, and the sum of all series in PromQL, is always a finite number. There a counter stands still.
    /// </summary>
    public const double Largest = 1e280;

    private readonly CounterResolution _resolution;
    private double[]? _extras;
    private double[]? _bases;

    /// <summary>Creates totals of 0.</summary>
    public CounterTotals(CounterResolution resolution, int count)
    {
        _resolution = resolution;
        Clean = new double[count];
    }

    /// <summary>The totals without what <see cref="Extras"/> holds.</summary>
    public double[] Clean { get; }

    /// <summary>What anomalies added to the totals, or withheld; to be asked for after <see cref="Prepare"/> only.</summary>
    public double[] Extras => _extras!;

    /// <summary>Makes room for what anomalies do.</summary>
    public void Prepare()
    {
        _extras ??= new double[Clean.Length];
        _bases ??= new double[Clean.Length];
    }

    /// <summary>Begins a series again at 0.</summary>
    public void Reset(int index) => _bases![index] = StepsOf(index);

    /// <summary>Begins a new series, which has counted nothing.</summary>
    public void Renew(int index)
    {
        Clean[index] = 0;
        if (_extras is null) return;
        _extras[index] = 0;
        _bases![index] = 0;
    }

    /// <summary>Writes what a range of series show.</summary>
    public void Show(int first, Span<double> values, Disturbance? disturbance)
    {
        if (_extras is null)
        {
            _resolution.Show(Clean.AsSpan(first, values.Length), values);
        }
        else
        {
            for (var i = 0; i < values.Length; i++) values[i] = _resolution.ValueOf(StepsOf(first + i) - _bases![first + i]);
        }

        if (disturbance is not null) Hide(first, values, disturbance);
    }

    /// <summary>Copies what was counted of each series that was there before.</summary>
    public void TakeOver(CounterTotals other, ReadOnlySpan<int> sources)
    {
        if (other._extras is not null) Prepare();
        for (var i = 0; i < sources.Length; i++)
        {
            if (sources[i] < 0) continue;
            Clean[i] = other.Clean[sources[i]];
            if (other._extras is null) continue;
            _extras![i] = other._extras[sources[i]];
            _bases![i] = other._bases![sources[i]];
        }
    }

    /// <summary>Tells what was counted, to be kept or to be put back.</summary>
    public void Exchange(IStateArrays arrays)
    {
        arrays.Each(Clean);
        arrays.EachOrNone(ref _extras);
        arrays.EachOrNone(ref _bases);
    }

    private static void Hide(int first, Span<double> values, Disturbance disturbance)
    {
        for (var i = 0; i < values.Length; i++)
            if (disturbance.TryOf(first + i, out var influence) && influence.Hidden) values[i] = Staleness.Marker;
    }

    // Rounded apart: clean steps and extra steps come whole, so that one more of either never depends on the other's fraction.
    private double StepsOf(int index) => _resolution.WholeSteps(Clean[index]) + _resolution.WholeSteps(_extras![index]);
}
