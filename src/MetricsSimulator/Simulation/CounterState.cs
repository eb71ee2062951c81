using System.Runtime.CompilerServices;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Simulation;

/// <summary>
/// The running state of a counter that accumulates a rate: the paths of the rate, and the totals. Ranges are thread-safe as
/// <see cref="MetricState"/> says.
/// </summary>
internal abstract class CounterState : MetricState, IEventSource
{
    private readonly PathState _rates;
    private readonly double _unitsPerStep;
    private readonly CounterResolution _resolution;
    private readonly double[] _totals;
    private long _events;

    /// <summary>Creates the state at tick 0, where all totals are 0.</summary>
    private protected CounterState(CounterDefinition definition, SeriesRange range, PathFactory factory)
        : base(definition, range)
    {
        Keys = factory.Keys;
        _rates = factory.Create(definition.Rate.Process, definition.Split, DrawPurpose.PathStep);
        _resolution = new CounterResolution(definition.Resolution);
        _unitsPerStep = factory.Step / definition.Rate.Per * _resolution.StepsPerUnit;
        _totals = new double[range.Count];
    }

    /// <inheritdoc/>
    public double Events => Interlocked.Read(ref _events);

    /// <summary>The keys of the label sets.</summary>
    protected SeriesKeys Keys { get; }

    /// <inheritdoc/>
    public override void Begin(long tick)
    {
        _rates.Begin(tick);
        _events = 0;
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public override void Advance(long tick, int first, int count, Span<double> values)
    {
        Span<double> scratch = stackalloc double[PathState.BlockLength];
        double events = 0;
        for (var end = first + count; first < end; first += PathState.BlockLength)
        {
            var block = scratch[..Math.Min(PathState.BlockLength, end - first)];
            var rates = _rates.Before(first, block);
            var totals = _totals.AsSpan(first, block.Length);
            events += Accumulate(tick, first, rates, totals);
            _rates.Evolve(tick, first, block.Length);
            if (!values.IsEmpty) _resolution.Show(totals, values.Slice(first, block.Length));
        }

        Interlocked.Add(ref _events, (long)events);
    }

    /// <inheritdoc/>
    public override void ShowInitial(Span<double> values) => _resolution.Show(_totals, values);

    /// <summary>Adds the increments of a tick.</summary>
    /// <param name="tick">The tick that is accumulated.</param>
    /// <param name="first">The first label set.</param>
    /// <param name="rates">The rates at the tick.</param>
    /// <param name="totals">The totals, as many; raised.</param>
    /// <returns>The whole units that were added.</returns>
    protected abstract double Accumulate(long tick, int first, ReadOnlySpan<double> rates, Span<double> totals);

    /// <summary>The increment that a rate makes in a tick, in steps of the resolution.</summary>
    protected double IncrementOf(double rate) => rate > 0 ? rate * _unitsPerStep : 0;
}
