using System.Globalization;
using System.Text;
using MetricsSimulator.Metrics;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Churn;

/// <summary>
/// The lives of the values of one label. Each place always has one value, which lives for an exponential time; then the next one replaces it.
/// The lives depend only on the seed, the label and its lifetime, so metrics with the same label see the same lives, whatever the update
/// interval is. One thread at a time.
/// </summary>
/// <remarks>
/// A life ends between two ticks, and its successor is visible from the next tick on. A life that begins and ends between two
/// ticks is never visible. Exponential times have no memory, so the values at the start of a run live as long as all others.
/// </remarks>
internal sealed class LabelLives
{
    private readonly LabelDimension _definition;
    private readonly TimeSpan _updateInterval;
    private readonly SeriesKey[] _keys;
    private readonly int[] _generations;
    private readonly PriorityQueue<int, long> _ends;
    private readonly List<int> _replaced = [];

    /// <summary>Creates the lives at tick 0.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="definition">The label; its values have a <see cref="LabelDimension.Lifetime"/>.</param>
    /// <param name="updateInterval">The length of a tick.</param>
    public LabelLives(ulong seed, LabelDimension definition, TimeSpan updateInterval)
    {
        _definition = definition;
        _updateInterval = updateInterval;
        _keys = new SeriesKey[definition.Count];
        _generations = new int[definition.Count];
        var label = Fnv1a.Append(Fnv1a.OffsetBasis, Encoding.UTF8.GetBytes($"lifetime:{definition.Name}:{definition.Prefix}:"));
        var ends = new (int Place, long End)[definition.Count];
        for (var place = 0; place < ends.Length; place++)
        {
            _keys[place] = SeriesKey.Derive(seed, Fnv1a.Append(label, Encoding.UTF8.GetBytes(place.ToString(CultureInfo.InvariantCulture))));
            ends[place] = (place, LifetimeOf(place));
        }

        _ends = new PriorityQueue<int, long>(ends);
        Current = definition;
    }

    /// <summary>The label with the values that live at the tick last moved to.</summary>
    public LabelDimension Current { get; private set; }

    /// <summary>The first tick at which a value differs from that at the current tick.</summary>
    public long NextChange => _ends.TryPeek(out _, out var end) ? (end - 1) / _updateInterval.Ticks + 1 : long.MaxValue;

    /// <summary>Moves to a tick.</summary>
    /// <param name="tick">The tick, not before the last.</param>
    /// <returns>The places whose values have changed, ascending; valid until the next call.</returns>
    public ReadOnlySpan<int> AdvanceTo(long tick)
    {
        _replaced.Clear();
        var now = tick > long.MaxValue / _updateInterval.Ticks ? long.MaxValue : tick * _updateInterval.Ticks;
        while (_ends.TryPeek(out var place, out var end) && end <= now)
        {
            _generations[place]++;
            _ends.DequeueEnqueue(place, Saturated(end, LifetimeOf(place)));
            _replaced.Add(place);
        }

        if (_replaced.Count == 0) return [];
        _replaced.Sort();
        var different = Distinct();
        Current = Current.Replace(different, _generations);
        return different;
    }

    // At least 100 ns, so that time advances, however short a lifetime is.
    private long LifetimeOf(int place)
    {
        var uniform = new DrawStream(_keys[place], _generations[place], DrawPurpose.Lifetime).Uniform(0);
        var length = -DeterministicMath.Log(uniform) * _definition.Lifetime!.Value.Ticks;
        return length < long.MaxValue / 2 ? Math.Max(1, (long)length) : long.MaxValue / 2;
    }

    private static long Saturated(long end, long lifetime) => end > long.MaxValue - lifetime ? long.MaxValue : end + lifetime;

    private ReadOnlySpan<int> Distinct()
    {
        var replaced = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_replaced);
        var count = 1;
        for (var i = 1; i < replaced.Length; i++)
            if (replaced[i] != replaced[count - 1]) replaced[count++] = replaced[i];
        return replaced[..count];
    }
}
