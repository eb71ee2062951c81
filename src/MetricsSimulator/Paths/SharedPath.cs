using MetricsSimulator.Checkpoints;
using MetricsSimulator.Phases;
using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Paths;

/// <summary>One path that all label sets share, each with its own part. Ranges are thread-safe as <see cref="PathState"/> says.</summary>
internal sealed class SharedPath : PathState
{
    private readonly double[] _value = new double[NormalBlock.Lanes];
    private readonly double[] _normals = new double[NormalBlock.Lanes];
    private readonly PathShares _shares;
    private readonly SeriesKey _key;
    private double _before;

    public SharedPath(PathPlan plan, PathShares shares, SeriesKey key, DrawPurpose purpose)
        : base(plan, key, purpose)
    {
        _value[0] = plan.InitialValue;
        _before = plan.InitialValue;
        _shares = shares;
        _key = key;
    }

    public override void Begin(long tick, PhaseTurn turn)
    {
        base.Begin(tick, turn);
        _before = _value[0];
        if (Arrival is { } arrival)
        {
            _value[0] = arrival;
            return;
        }

        if (Transition != Transition.None)
        {
            _normals[0] = new StepDraws(_key, tick, Purpose).Normal.Normal(0);
            Step.Evolve(Transition, _value, _normals, PathShares.Full, 0);
        }

        Narrowing?.Enclose(_value.AsSpan(0, 1), PathShares.Full, 0);
    }

    public override void Evolve(long tick, int first, int count)
    {
        // The shared path has moved already.
    }

    public override ReadOnlySpan<double> Before(int first, Span<double> scratch) => Fill(_before, first, scratch);

    public override ReadOnlySpan<double> After(int first, Span<double> scratch) => Fill(_value[0], first, scratch);

    public override void Exchange(IStateArrays arrays)
    {
        base.Exchange(arrays);
        arrays.Common(ref _value[0]);
    }

    protected override double ShareOf(int index) => _shares[index];

    protected override void Copy(PathState other, ReadOnlySpan<int> sources, double? value)
    {
        if (value is { } fixedValue) _value[0] = fixedValue;
        else if (other is SharedPath path) _value[0] = path._value[0];
        Step.Enclose(_value.AsSpan(0, 1), PathShares.Full, 0);
        _before = _value[0];
    }

    protected override void Renew(int index, double value)
    {
        // The path belongs to the metric and not to the label set.
    }

    private Span<double> Fill(double value, int first, Span<double> scratch)
    {
        for (var i = 0; i < scratch.Length; i++) scratch[i] = _shares[first + i] * value;
        return scratch;
    }
}
