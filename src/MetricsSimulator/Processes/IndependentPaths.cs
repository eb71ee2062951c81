using System.Runtime.CompilerServices;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Processes;

/// <summary>One path per label set, each with its own draws. Ranges are thread-safe as <see cref="PathState"/> says.</summary>
internal sealed class IndependentPaths : PathState
{
    private readonly double[] _values;
    private readonly PathShares _shares;
    private readonly SeriesKeys _keys;
    private readonly DrawPurpose _purpose;
    private readonly PathStep _step;

    public IndependentPaths(ProcessDefinition process, PathShares shares, SeriesKeys keys, DrawPurpose purpose, TimeSpan step)
    {
        _values = new double[PathState.Padded(keys.Count)];
        _shares = shares;
        _keys = keys;
        _purpose = purpose;
        _step = process.StepOver(step);
        for (var i = 0; i < keys.Count; i++) _values[i] = shares[i] * process.InitialValue;
    }

    public override ReadOnlySpan<double> Before(int first, Span<double> scratch) => _values.AsSpan(first, scratch.Length);

    public override ReadOnlySpan<double> After(int first, Span<double> scratch) => _values.AsSpan(first, scratch.Length);

    [SkipLocalsInit]
    public override void Evolve(long tick, int first, int count)
    {
        if (_step.IsIdle) return;
        Span<double> normals = stackalloc double[BlockLength];
        var address = new DrawAddress(tick, _purpose, 0);
        for (var end = first + count; first < end; first += BlockLength)
        {
            var length = PathState.Padded(Math.Min(BlockLength, end - first));
            NormalBlock.Fill(_keys.Words0(first, length), _keys.Words1(first, length), address, normals[..length]);
            _step.Evolve(_values.AsSpan(first, length), normals[..length], _shares, first);
        }
    }
}
