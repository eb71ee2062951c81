namespace MetricsSimulator.Metrics;

/// <summary>
/// The numbers of the series of a family. A number belongs to one series for the whole run, in whatever column the series is. Series are counted
/// from the first label set that is shown, and within a label set in the order of <see cref="MetricFamily.Series"/>.
/// </summary>
public sealed class SeriesNumbers
{
    private readonly long _first;
    private readonly ChunkedArray<long>? _each;

    /// <summary>Creates consecutive numbers.</summary>
    /// <param name="first">The number of the first series.</param>
    /// <param name="count">The number of series.</param>
    internal SeriesNumbers(long first, int count) => (_first, Count) = (first, count);

    /// <summary>Creates numbers in any order.</summary>
    internal SeriesNumbers(ChunkedArray<long> each) => (_each, Count) = (each, each.Count);

    /// <summary>Creates numbers in any order.</summary>
    /// <param name="numbers">One for each series, all different.</param>
    public static SeriesNumbers Of(IReadOnlyList<long> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        return new SeriesNumbers(new ChunkedArray<long>(numbers.Count, i => numbers[i]));
    }

    /// <summary>The number of series.</summary>
    public int Count { get; }

    /// <summary>The number of a series.</summary>
    /// <param name="series">The index of the series, from 0.</param>
    public long this[int series] => _each is null ? _first + series : _each[series];

    /// <summary>The smallest number; <see cref="long.MaxValue"/> if there is none.</summary>
    internal long Least
    {
        get
        {
            if (_each is null) return Count == 0 ? long.MaxValue : _first;
            var least = long.MaxValue;
            for (var i = 0; i < Count; i++) least = Math.Min(least, _each[i]);
            return least;
        }
    }

    /// <summary>These numbers with others for some of the series.</summary>
    internal SeriesNumbers With(ReadOnlySpan<int> series, Func<int, long> number) =>
        new((_each ?? new ChunkedArray<long>(Count, i => _first + i)).With(series, number));
}
