using System.Runtime.CompilerServices;
using MetricsSimulator.Checkpoints;
using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Paths;

/// <summary>
/// One path for each label set, each with its own normal draws. If the paths are parts of a sum, they share the jumps and regimes of the metric, so that the
/// sum has the configured law: each path takes its share of a jump, and all switch regimes together. Otherwise each path has its own jumps and regimes.
/// Ranges are thread-safe as <see cref="PathState"/> says.
/// </summary>
internal sealed class IndependentPaths : PathState
{
    private readonly double[] _values;
    private readonly double[]? _states;
    private readonly PathShares _shares;
    private readonly SeriesKeys _keys;
    private readonly bool _areParts;

    /// <summary>Creates paths at their initial values.</summary>
    /// <param name="plan">The law of the paths.</param>
    /// <param name="shares">The share of each path.</param>
    /// <param name="keys">The keys of the label sets.</param>
    /// <param name="key">The key of the metric.</param>
    /// <param name="purpose">The purpose of the normal draws.</param>
    /// <param name="areParts">Whether the paths share the jumps and regimes of the metric. If not, every share is 1.</param>
    public IndependentPaths(PathPlan plan, PathShares shares, SeriesKeys keys, SeriesKey key, DrawPurpose purpose, bool areParts)
        : base(plan, key, purpose)
    {
        _values = new double[NormalBlock.Padded(keys.Count)];
        _states = plan.HasState && !areParts ? new double[keys.Count] : null;
        _shares = shares;
        _keys = keys;
        _areParts = areParts;
        Set(0, keys.Count, plan.InitialValue);
    }

    /// <inheritdoc/>
    protected override bool EachDraws => !_areParts && Step.Transitions.AreDrawn;

    public override ReadOnlySpan<double> Before(int first, Span<double> scratch) => _values.AsSpan(first, scratch.Length);

    public override ReadOnlySpan<double> After(int first, Span<double> scratch) => _values.AsSpan(first, scratch.Length);

    [SkipLocalsInit]
    public override void Evolve(long tick, int first, int count)
    {
        if (Arrival is { } arrival)
        {
            Set(first, count, arrival);
            _states?.AsSpan(first, count).Clear();
            return;
        }

        if (EachDraws || Transition != Transition.None)
        {
            Span<double> normals = stackalloc double[BlockLength];
            for (int next = first, end = first + count; next < end; next += BlockLength)
                EvolveBlock(tick, next, Math.Min(BlockLength, end - next), normals);
        }

        Narrowing?.Enclose(_values.AsSpan(first, count), _shares, first);
    }

    public override void Exchange(IStateArrays arrays)
    {
        base.Exchange(arrays);
        arrays.Each(_values);
        if (_states is not null) arrays.Each(_states);
    }

    protected override double ShareOf(int index) => _shares[index];

    protected override void Copy(PathState other, ReadOnlySpan<int> sources, double? value)
    {
        var paths = other as IndependentPaths;
        for (var i = 0; i < sources.Length; i++)
        {
            if (value is { } fixedValue) _values[i] = _shares[i] * fixedValue;
            else if (paths is not null && sources[i] >= 0) _values[i] = paths._values[sources[i]] * (_shares[i] / paths._shares[sources[i]]);
            if (_states is not null) _states[i] = value is null && sources[i] >= 0 && paths?._states is { } states ? states[sources[i]] : 0;
        }

        Step.Enclose(_values.AsSpan(0, sources.Length), _shares, 0);
    }

    private void EvolveBlock(long tick, int first, int count, Span<double> normals)
    {
        var length = NormalBlock.Padded(count);
        NormalBlock.Fill(_keys.Words0(first, length), _keys.Words1(first, length), new DrawAddress(tick, Purpose, 0), normals[..length]);
        if (!EachDraws)
        {
            Step.Evolve(Transition, _values.AsSpan(first, length), normals[..length], _shares, first);
            return;
        }

        double none = 0;
        for (var i = 0; i < count; i++)
        {
            ref var state = ref _states is null ? ref none : ref _states[first + i];
            var transition = Step.Transitions.Draw(new StepDraws(_keys[first + i], tick, Purpose), ref state);
            ref var value = ref _values[first + i];
            value = Step.Evolve(transition, value, normals[i]);
        }
    }

    protected override void Renew(int index, double value)
    {
        Set(index, 1, value);
        if (_states is not null) _states[index] = 0;
    }

    private void Set(int first, int count, double value)
    {
        for (var i = first; i < first + count; i++) _values[i] = _shares[i] * value;
    }
}
