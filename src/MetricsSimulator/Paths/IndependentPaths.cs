using System.Runtime.CompilerServices;
using MetricsSimulator.Checkpoints;
using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Paths;

/// <summary>One path per label set, each with its own draws. Ranges are thread-safe as <see cref="PathState"/> says.</summary>
internal sealed class IndependentPaths : PathState
{
    private readonly double[] _values;
    private readonly PathShares _shares;
    private readonly SeriesKeys _keys;
    private readonly DrawPurpose _purpose;

    public IndependentPaths(PathPlan plan, PathShares shares, SeriesKeys keys, DrawPurpose purpose)
        : base(plan)
    {
        _values = new double[NormalBlock.Padded(keys.Count)];
        _shares = shares;
        _keys = keys;
        _purpose = purpose;
        Set(0, keys.Count, plan.InitialValue);
    }

    public override ReadOnlySpan<double> Before(int first, Span<double> scratch) => _values.AsSpan(first, scratch.Length);

    public override ReadOnlySpan<double> After(int first, Span<double> scratch) => _values.AsSpan(first, scratch.Length);

    [SkipLocalsInit]
    public override void Evolve(long tick, int first, int count)
    {
        if (Arrival is { } arrival)
        {
            Set(first, count, arrival);
            return;
        }

        if (Step.IsIdle) return;
        Span<double> normals = stackalloc double[BlockLength];
        var address = new DrawAddress(tick, _purpose, 0);
        for (var end = first + count; first < end; first += BlockLength)
        {
            var length = NormalBlock.Padded(Math.Min(BlockLength, end - first));
            NormalBlock.Fill(_keys.Words0(first, length), _keys.Words1(first, length), address, normals[..length]);
            Step.Evolve(_values.AsSpan(first, length), normals[..length], _shares, first);
        }
    }

    public override void Exchange(IStateArrays arrays) => arrays.Each(_values);

    protected override double ShareOf(int index) => _shares[index];

    protected override void Copy(PathState other, ReadOnlySpan<int> sources, double? value)
    {
        var paths = other as IndependentPaths;
        for (var i = 0; i < sources.Length; i++)
        {
            if (value is { } fixedValue) _values[i] = _shares[i] * fixedValue;
            else if (paths is not null && sources[i] >= 0) _values[i] = paths._values[sources[i]] * (_shares[i] / paths._shares[sources[i]]);
        }
    }

    private void Set(int first, int count, double value)
    {
        for (var i = first; i < first + count; i++) _values[i] = _shares[i] * value;
    }
}
