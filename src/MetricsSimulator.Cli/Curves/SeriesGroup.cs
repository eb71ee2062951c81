using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Curves;

/// <summary>Series whose values add up. One thread at a time.</summary>
/// <param name="name">The value of the label that they share; empty if they share none.</param>
/// <param name="family">Their family, or one with the same type and buckets.</param>
internal sealed class SeriesGroup(string name, MetricFamily family)
{
    private readonly double[] _sums = new double[family.Stride];
    private readonly ExactSum[] _increases = new ExactSum[family.Stride];
    private readonly List<Gap> _gaps = [];

    /// <summary>The value of the label that they share.</summary>
    public string Name => name;

    /// <summary>Their family, or one with the same type and buckets.</summary>
    public MetricFamily Family => family;

    /// <summary>The number of label sets that are present at this tick.</summary>
    public int Present { get; private set; }

    /// <summary>Whether all of its series have ended, so that none will be present again.</summary>
    public bool HasEnded { get; set; }

    /// <summary>The sums of their values at this tick.</summary>
    public ReadOnlySpan<double> Sums => _sums;

    /// <summary>The increases of their values since the first tick that was read. A new series has no increase yet.</summary>
    public ReadOnlySpan<ExactSum> Increases => _increases;

    /// <summary>The last tick at which a label set was present; −1 before the first.</summary>
    public long LastTick { get; private set; } = -1;

    /// <summary>The last tick before this one at which a label set was present; −1 if there is none.</summary>
    public long PreviousTick { get; private set; } = -1;

    /// <summary>Begins a tick.</summary>
    public void Begin()
    {
        PreviousTick = LastTick;
        Present = 0;
        _sums.AsSpan().Clear();
    }

    /// <summary>Adds a label set that is present.</summary>
    /// <param name="values">Its values.</param>
    /// <param name="last">Its values when it was last present; set to the current values.</param>
    /// <param name="tick">The tick.</param>
    public void Add(ReadOnlySpan<double> values, SeenValues last, long tick)
    {
        Present++;
        LastTick = tick;
        var gap = last.Tick is { } before && before < tick - 1 ? GapOf(before, tick) : null;
        for (var i = 0; i < values.Length; i++)
        {
            _sums[i] += values[i];
            if (last.Tick is not null)
            {
                var growth = CounterGrowth.Of(last.Values[i], values[i]);
                _increases[i] += growth;
                if (gap is not null) gap.Growth[i] += growth;
            }

            last.Values[i] = values[i];
        }

        last.Tick = tick;
    }

    /// <summary>Whether its increases in a window are known: it is present at the end, and was present before that in the window.</summary>
    /// <param name="first">The first tick of the window.</param>
    public bool HasIncreasesSince(long first) => Present > 0 && PreviousTick >= first;

    /// <summary>The increases of their values in a window that ends at this tick.</summary>
    /// <param name="begin">The increases at its first tick; null if the group appeared later, and had none.</param>
    /// <param name="first">Its first tick.</param>
    /// <param name="tick">This tick.</param>
    public double[] IncreasesSince(ExactSum[]? begin, long first, long tick)
    {
        var increases = new double[_increases.Length];
        for (var i = 0; i < increases.Length; i++)
        {
            var increase = _increases[i];
            if (begin is not null) increase -= begin[i];
            foreach (var gap in _gaps)
                if (gap.IsMissedBy(first, tick)) increase -= gap.Growth[i];
            increases[i] = increase.Value;
        }

        return increases;
    }

    /// <summary>Forgets the gaps that ended before a tick.</summary>
    public void ForgetGaps(long tick) => _gaps.RemoveAll(gap => gap.Return < tick);

    // Label sets that are absent together share a gap.
    private Gap GapOf(long last, long tick)
    {
        if (_gaps.Find(gap => gap.Last == last && gap.Return == tick) is { } shared) return shared;
        _gaps.Add(new Gap(last, tick, new ExactSum[family.Stride]));
        return _gaps[^1];
    }
}
