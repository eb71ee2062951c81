using MetricsSimulator.Scoring.Statistics;

namespace MetricsSimulator.Scoring.Judging;

/// <summary>
/// What a rule would detect by chance: the starts of its episodes are moved round the judged time, by shifts that are drawn at random but are the same for all rules of a seed.
/// </summary>
internal sealed class RandomShifts
{
    /// <summary>The number of shifts.</summary>
    public const int Count = 200;

    private readonly int[] _shifts = new int[Count];
    private readonly int _first;
    private readonly int _length;

    /// <summary>Draws the shifts.</summary>
    /// <param name="seed">The seed of the history.</param>
    /// <param name="first">The first evaluation of the judged time.</param>
    /// <param name="end">The first after it.</param>
    public RandomShifts(ulong seed, int first, int end)
    {
        (_first, _length) = (first, end - first);
        var draws = new SplitMix64(seed);
        for (var i = 0; i < Count; i++) _shifts[i] = draws.Below(Math.Max(1, _length));
    }

    /// <summary>The share of shifts by which an episode begins in the time of an incident.</summary>
    public double Chance(IncidentWindow window)
    {
        var end = _first + _length;
        var length = Math.Min(window.End, end) - window.First;
        if (window.First < _first || length <= 0) return 0;
        var starts = window.Reach.Starts;
        var detected = 0;
        foreach (var shift in _shifts)
        {
            // Moving the starts forward is moving the window back, round the judged time.
            var from = _first + (window.First - _first + _length - shift) % _length;
            if (starts.NextIn(from) < Math.Min(from + length, end) || starts.NextIn(_first) < from + length - _length) detected++;
        }

        return (double)detected / Count;
    }
}
