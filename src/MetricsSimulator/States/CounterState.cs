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

/// <summary>
/// The running state of a counter that accumulates a rate: the paths of the rate, and the totals. Ranges are thread-safe as
/// <see cref="MetricState"/> says.
/// </summary>
internal abstract class CounterState : MetricState, IEventSource
{
    private readonly PathState _rates;
    private readonly double _unitsPerStep;
    private readonly CounterTotals _totals;
    private readonly PathEcho _echo;
    private double _unitsThisStep;
    private long _cleanEvents;
    private long _events;

    /// <summary>Creates the state at tick 0, where all totals are 0.</summary>
    private protected CounterState(PhasedMetric<CounterDefinition> metric, SeriesRange range, PathFactory factory)
        : base(metric.Definition, range)
    {
        Keys = factory.Keys;
        Resolution = new CounterResolution(metric.Definition.Resolution);
        _rates = factory.Create(metric, counter => counter.Rate.Process, metric.Definition.Split, DrawPurpose.PathStep);
        _unitsPerStep = factory.Step / metric.Definition.Rate.Per * Resolution.StepsPerUnit;
        _totals = new CounterTotals(Resolution, factory.Keys);
        _echo = new PathEcho(_rates, range.Count, after: false);
    }

    /// <inheritdoc/>
    public double CleanEvents => Interlocked.Read(ref _cleanEvents);

    /// <inheritdoc/>
    public double Events => Interlocked.Read(ref _events);

    /// <inheritdoc/>
    public override SeriesKeys Keys { get; }

    // The most events of one piece, so that the sum over the pieces of a tick fits into a long.
    private double MostEvents => (double)(long.MaxValue / 2) / (Range.Count / LargestPiece + 1);

    /// <summary>How totals become values.</summary>
    protected CounterResolution Resolution { get; }

    /// <summary>Whether an absent series keeps a fraction that it needs when it comes back.</summary>
    protected abstract bool CountsWhileAbsent { get; }

    /// <inheritdoc/>
    public override void Begin(long tick, in MetricConditions conditions)
    {
        base.Begin(tick, conditions);
        _rates.Begin(tick, conditions.Turn);
        _unitsThisStep = _unitsPerStep * conditions.Scale;
        _cleanEvents = 0;
        _events = 0;
        _echo.Begin(conditions.During);
        _totals.Begin(conditions);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public override void Advance(long tick, int first, int count, Span<double> values)
    {
        Span<double> scratch = stackalloc double[PathState.BlockLength];
        double cleanEvents = 0;
        double events = 0;
        for (var end = first + count; first < end; first += PathState.BlockLength)
        {
            var block = scratch[..Math.Min(PathState.BlockLength, end - first)];
            var rates = _rates.Before(first, block);
            if (Conditions.During is not { } disturbance) Accumulate(tick, first, rates, ref cleanEvents, ref events);
            else if (!disturbance.IsAbsence || CountsWhileAbsent) AccumulateDisturbed(tick, first, rates, disturbance, ref cleanEvents, ref events);
            _rates.Evolve(tick, first, block.Length);
            RenewBorn(first, block.Length);
            if (Conditions.After is { IsAbsence: false } after) _totals.Follow(after, Conditions.During, first, block.Length);
            _totals.FindFalls(tick + 1, Conditions.After, first, block.Length);
            if (!values.IsEmpty) _totals.Show(first, values.Slice(first, block.Length), Conditions.After);
        }

        Interlocked.Add(ref _cleanEvents, (long)Math.Min(cleanEvents, MostEvents));
        Interlocked.Add(ref _events, (long)Math.Min(events, MostEvents));
    }

    /// <inheritdoc/>
    public override void ShowAll(long tick, Span<double> values, Disturbance? disturbance)
    {
        if (disturbance is not null) _totals.Follow(disturbance, null, 0, Range.Count);
        _totals.FindFalls(tick, disturbance, 0, Range.Count);
        _totals.Show(0, values, disturbance);
    }

    /// <inheritdoc/>
    public override void ShowStarts(Span<long> starts, Disturbance? disturbance) => _totals.ShowStarts(0, starts, disturbance);

    /// <inheritdoc/>
    public override void Restart(long tick) => _totals.Restart(tick);

    /// <inheritdoc/>
    public override void TakeOver(MetricState other, ReadOnlySpan<int> sources, int? pathsIn, long tick)
    {
        var counter = (CounterState)other;
        _totals.TakeOver(counter._totals, sources);
        if (pathsIn is not { } phase) return;
        _rates.TakeOver(counter._rates, sources, phase);
        _echo.TakeOver(counter._echo, sources);
    }

    /// <inheritdoc/>
    public override void Exchange(IStateArrays arrays)
    {
        _rates.Exchange(arrays);
        _totals.Exchange(arrays);
        _echo.Exchange(arrays);
    }

    /// <inheritdoc/>
    protected override void Renew(int labelSet)
    {
        _rates.Renew(labelSet);
        _totals.Renew(labelSet);
        _echo.Forget(labelSet);
    }

    /// <summary>Adds the increments of a tick to the totals.</summary>
    /// <param name="tick">The tick whose increments are added.</param>
    /// <param name="first">The first label set.</param>
    /// <param name="rates">The rates at the tick.</param>
    /// <param name="totals">The totals of these label sets, one for each rate; they grow.</param>
    /// <returns>The number of whole units that were added.</returns>
    protected abstract double Accumulate(long tick, int first, ReadOnlySpan<double> rates, Span<double> totals);

    /// <summary>Adds the increment of one series in a tick in which an anomaly acts on it.</summary>
    /// <param name="tick">The tick whose increments are added.</param>
    /// <param name="labelSet">The series.</param>
    /// <param name="mean">The increment without the anomaly, in steps.</param>
    /// <param name="disturbedMean">The increment with the anomaly, in steps.</param>
    /// <param name="isAbsent">Whether the series is absent, so that nothing is derived from it.</param>
    /// <param name="totals">All totals.</param>
    /// <returns>The whole units that would have been added without the anomaly, and those that were added.</returns>
    protected abstract (double Clean, double Disturbed) AccumulateDisturbed(
        long tick, int labelSet, double mean, double disturbedMean, bool isAbsent, CounterTotals totals);

    /// <summary>The increment of a rate in this tick, in steps of the resolution.</summary>
    protected double IncrementOf(double rate) => rate > 0 ? rate * _unitsThisStep : 0;

    private void AccumulateDisturbed(
        long tick, int first, ReadOnlySpan<double> rates, Disturbance disturbance, ref double cleanEvents, ref double events)
    {
        for (var at = 0; ; at++)
        {
            var next = disturbance.NextTouched(first + at, first + rates.Length) - first;
            if (next > at) Accumulate(tick, first + at, rates[at..next], ref cleanEvents, ref events);
            if (next == rates.Length) return;
            at = next;
            ref readonly var influence = ref disturbance.Of(first + at);
            var (clean, disturbed) = AccumulateDisturbed(
                tick, first + at, Math.Min(IncrementOf(rates[at]), CounterTotals.Largest), DisturbedIncrementOf(first + at, rates[at], influence), influence.Absent, _totals);
            cleanEvents += clean;
            events += disturbed;
        }
    }

    private void Accumulate(long tick, int first, ReadOnlySpan<double> rates, ref double cleanEvents, ref double events)
    {
        var added = Accumulate(tick, first, rates, _totals.Clean.AsSpan(first, rates.Length));
        cleanEvents += added;
        events += added;
    }

    private double DisturbedIncrementOf(int labelSet, double rate, in Influence influence)
    {
        rate = _echo.Of(labelSet, rate, influence);
        if (rate <= 0) return 0;
        var units = influence.CycleShift == TimeSpan.Zero ? _unitsThisStep : _unitsPerStep * influence.ShiftedScale;
        var increment = rate * units * influence.RateFactor;
        // An infinite factor times a rate of 0 is NaN, which the comparison turns into 0.
        return increment > 0 ? Math.Min(increment, CounterTotals.Largest) : 0;
    }
}
