namespace MetricsSimulator.Metrics;

/// <summary>
/// The numbers by which the series of a family are known over a whole run: a number belongs to one series for ever, whatever column it has in a layout. Series are counted
/// from the first label set that is shown, and within a label set as <see cref="MetricFamily.Series"/> lists them.
/// </summary>
public sealed class SeriesNumbers
{
    private readonly long _first;
    private readonly ChunkedArray<long>? _each;

    /// <summary>Consecutive numbers.</summary>
    /// <param name="first">The number of the first series.</param>
    /// <param name="count">How many there are.</param>
    internal SeriesNumbers(long first, int count) => (_first, Count) = (first, count);

    /// <summary>Any numbers.</summary>
    internal SeriesNumbers(ChunkedArray<long> each) => (_each, Count) = (each, each.Count);

    /// <summary>Any numbers.</summary>
    /// <param name="numbers">One for each series, all different.</param>
    public static SeriesNumbers Of(IReadOnlyList<long> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        return new SeriesNumbers(new ChunkedArray<long>(numbers.Count, i => numbers[i]));
    }

    /// <summary>The number of series.</summary>
    public int Count { get; }

    /// <summary>The number of a series.</summary>
    /// <param name="series">Which of them, from 0.</param>
    public long this[int series] => _each is null ? _first + series : _each[series];

    /// <summary>The least of the numbers; <see cref="long.MaxValue"/> when there is none.</summary>
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

    /// <summary>The same with other numbers for some of the series.</summary>
    internal SeriesNumbers With(ReadOnlySpan<int> series, Func<int, long> number) =>
        new((_each ?? new ChunkedArray<long>(Count, i => _first + i)).With(series, number));
}
