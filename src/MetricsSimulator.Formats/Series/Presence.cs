using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Series;

/// <summary>
/// Keeps which series were present last, and chooses the samples for a format with stale markers: every value of a present series,
/// and one stale marker where it ends. Further ticks of its absence get no sample.
/// </summary>
/// <param name="count">The number of series. All are absent at first.</param>
internal sealed class Presence(int count)
{
    private bool[] _there = new bool[count];

    /// <summary>Whether a series was present at the last instant. Set it if a series of another layout continues as this one.</summary>
    public bool this[int series]
    {
        get => _there[series];
        set => _there[series] = value;
    }

    /// <summary>Adds further series, which are absent at first.</summary>
    /// <param name="all">The number of all series.</param>
    public void Grow(int all)
    {
        if (all > _there.Length) Array.Resize(ref _there, Math.Max(all, 2 * _there.Length));
    }

    /// <summary>Notes a value that is not written.</summary>
    public void Pass(int series, double value) => _there[series] = !Staleness.IsMarker(value);

    /// <summary>Chooses the samples of a series to write.</summary>
    /// <param name="series">The number of the series.</param>
    /// <param name="samples">Its values at the instants that follow the last call.</param>
    /// <param name="scratch">Memory for the chosen samples.</param>
    /// <returns>The samples, valid until the next call with the same <paramref name="scratch"/>; the given ones if all are chosen.</returns>
    public SampleColumn Choose(int series, SampleColumn samples, SampleScratch scratch)
    {
        if (samples.Count == 0) return samples;
        if (!Staleness.HasMarker(samples.Values))
        {
            _there[series] = true;
            return samples;
        }

        scratch.Clear(samples.Count);
        var there = _there[series];
        for (var t = 0; t < samples.Count; t++)
        {
            var isThere = !Staleness.IsMarker(samples.Values[t]);
            if (isThere || there) scratch.Add(samples.Timestamps[t], samples.Values[t]);
            there = isThere;
        }

        _there[series] = there;
        return scratch.Samples;
    }
}
