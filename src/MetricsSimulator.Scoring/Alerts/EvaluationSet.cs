using System.Numerics;

namespace MetricsSimulator.Scoring.Alerts;

/// <summary>A set of evaluations of a rule over one history: a bit for each, 1.3 kB for a week of minutes.</summary>
/// <param name="length">The number of evaluations in the history.</param>
public sealed class EvaluationSet(int length)
{
    private readonly ulong[] _words = new ulong[(length + 63) / 64];

    /// <summary>The number of evaluations in the history.</summary>
    public int Length => length;

    /// <summary>Whether an evaluation is in the set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in the history.</exception>
    public bool this[int evaluation]
    {
        get
        {
            Require(evaluation);
            return (_words[evaluation >> 6] >> evaluation & 1) != 0;
        }
    }

    /// <summary>Adds an evaluation.</summary>
    /// <returns>False if it was in the set.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not in the history.</exception>
    public bool Add(int evaluation)
    {
        Require(evaluation);
        ref var word = ref _words[evaluation >> 6];
        var bit = 1UL << evaluation;
        if ((word & bit) != 0) return false;
        word |= bit;
        return true;
    }

    /// <summary>Adds the evaluations of the half-open range [first, end).</summary>
    public void AddRange(int first, int end)
    {
        if (first >= end) return;
        Require(first);
        Require(end - 1);
        for (var i = first >> 6; i <= (end - 1) >> 6; i++) _words[i] |= Mask(i, first, end);
    }

    /// <summary>Adds the evaluations of another set of the same history.</summary>
    public void AddAll(EvaluationSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentOutOfRangeException.ThrowIfNotEqual(other.Length, length);
        for (var i = 0; i < _words.Length; i++) _words[i] |= other._words[i];
    }

    /// <summary>The first evaluation in the set at or after another; <see cref="Length"/> if there is none.</summary>
    public int NextIn(int from) => Next(from, 0);

    /// <summary>The first evaluation out of the set at or after another; <see cref="Length"/> if there is none.</summary>
    public int NextOut(int from) => Next(from, ulong.MaxValue);

    /// <summary>The number of evaluations of [first, end) in the set.</summary>
    public int CountIn(int first, int end)
    {
        var count = 0;
        for (var i = first >> 6; first < end && i <= (end - 1) >> 6; i++) count += BitOperations.PopCount(_words[i] & Mask(i, first, end));
        return count;
    }

    /// <summary>The number of runs of consecutive evaluations that have a part in [first, end).</summary>
    public int RunsIn(int first, int end)
    {
        var runs = 0;
        for (var run = NextIn(first); run < end; run = NextIn(NextOut(run))) runs++;
        return runs;
    }

    private int Next(int from, ulong flip)
    {
        if (from >= length) return length;
        var word = (_words[from >> 6] ^ flip) & ulong.MaxValue << from;
        for (var i = from >> 6; ; word = _words[i] ^ flip)
        {
            if (word != 0) return Math.Min(length, (i << 6) + BitOperations.TrailingZeroCount(word));
            if (++i == _words.Length) return length;
        }
    }

    private static ulong Mask(int word, int first, int end)
    {
        var mask = ulong.MaxValue;
        if (word == first >> 6) mask &= ulong.MaxValue << first;
        if (word == (end - 1) >> 6) mask &= ulong.MaxValue >> (63 - (end - 1 & 63));
        return mask;
    }

    private void Require(int evaluation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(evaluation);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(evaluation, length);
    }
}
