using MetricsSimulator.Randomness;

namespace MetricsSimulator.Processes;

/// <summary>One path of which every label set has its share. Ranges are thread-safe as <see cref="PathState"/> says.</summary>
internal sealed class SharedPath : PathState
{
    private readonly double[] _value = new double[NormalBlock.Lanes];
    private readonly double[] _normals = new double[NormalBlock.Lanes];
    private readonly PathShares _shares;
    private readonly SeriesKey _key;
    private readonly DrawPurpose _purpose;
    private readonly PathStep _step;
    private double _before;

    public SharedPath(ProcessDefinition process, PathShares shares, SeriesKey key, DrawPurpose purpose, TimeSpan step)
    {
        _value[0] = process.InitialValue;
        _before = process.InitialValue;
        _shares = shares;
        _key = key;
        _purpose = purpose;
        _step = process.StepOver(step);
    }

    public override void Begin(long tick)
    {
        _before = _value[0];
        if (_step.IsIdle) return;
        _normals[0] = new DrawStream(_key, tick, _purpose).Normal(0);
        _step.Evolve(_value, _normals, PathShares.Full, 0);
    }

    public override void Evolve(long tick, int first, int count)
    {
        // The common path has moved already.
    }

    public override ReadOnlySpan<double> Before(int first, Span<double> scratch) => Fill(_before, first, scratch);

    public override ReadOnlySpan<double> After(int first, Span<double> scratch) => Fill(_value[0], first, scratch);

    private Span<double> Fill(double value, int first, Span<double> scratch)
    {
        for (var i = 0; i < scratch.Length; i++) scratch[i] = _shares[first + i] * value;
        return scratch;
    }
}
