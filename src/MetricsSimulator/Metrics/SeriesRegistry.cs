using System.Collections.Immutable;

namespace MetricsSimulator.Metrics;

/// <summary>
/// The numbers of all series of a run. Each series that is born gets the next number; numbers are never reused. A series keeps its number when
/// its column moves and when another model shows it. Thread-safe.
/// </summary>
public sealed class SeriesRegistry
{
    // Fewer births than this are not worth a search for those that ended.
    private const int AlwaysKept = 1024;

    private readonly Lock _lock = new();
    private readonly List<(long First, long Tick)> _births = [];
    private long _next;
    private int _mostBirths = 2 * AlwaysKept;

    /// <summary>Creates a registry without series.</summary>
    internal SeriesRegistry()
    {
    }

    private SeriesRegistry(long next, IEnumerable<(long First, long Tick)> births)
    {
        _next = next;
        _births.AddRange(births);
        _mostBirths = 2 * Math.Max(AlwaysKept, _births.Count);
    }

    /// <summary>The tick at which a series was born, or would have been if no anomaly had hidden it. The births of series that ended long ago are forgotten.</summary>
    /// <param name="number">The number of the series.</param>
    public long BirthOf(long number)
    {
        lock (_lock)
        {
            var index = _births.BinarySearch((number, long.MaxValue));
            return _births.Count == 0 ? 0 : _births[Math.Max(0, ~index - 1)].Tick;
        }
    }

    /// <summary>Finds the ticks at which the label sets of a family were born; see <see cref="BirthOf"/>.</summary>
    /// <param name="family">The family.</param>
    /// <param name="births">Filled for each label set, at the index of its first value.</param>
    internal void FindBirths(MetricFamily family, Span<long> births)
    {
        lock (_lock)
        {
            var (from, end, tick) = (0L, _births.Count == 0 ? long.MaxValue : 0, 0L);
            for (var i = 0; i < family.Range.Count; i++)
            {
                var number = family.Numbers[i * family.Series.Length];
                // Series with consecutive numbers were mostly born together.
                if (number < from || number >= end)
                {
                    var index = Math.Max(0, ~_births.BinarySearch((number, long.MaxValue)) - 1);
                    (from, tick) = index == 0 ? (0, _births[0].Tick) : _births[index];
                    end = index + 1 < _births.Count ? _births[index + 1].First : long.MaxValue;
                }

                births[i * family.Stride] = tick;
            }
        }
    }

    /// <summary>Roughly its size in memory, in bytes.</summary>
    internal long Bytes
    {
        get
        {
            lock (_lock) return 16L * _births.Count;
        }
    }

    /// <summary>An independent copy.</summary>
    internal SeriesRegistry Copy()
    {
        lock (_lock) return new SeriesRegistry(_next, _births);
    }

    /// <summary>Numbers a family whose series are all new.</summary>
    internal SeriesNumbers NumbersOf(MetricFamily family, long tick)
    {
        var count = checked((int)family.SeriesCount);
        if (family.Labels is LabelList list) RequireDifferent(family, list, _ => true);
        return new SeriesNumbers(Take(count, tick), count);
    }

    /// <summary>Numbers a family that replaces another while the model stays the same: some of its label sets are new.</summary>
    /// <param name="family">The family.</param>
    /// <param name="before">The family that it replaces, with numbers.</param>
    /// <param name="tick">The tick at which the new label sets are born.</param>
    internal SeriesNumbers NumbersOf(MetricFamily family, MetricFamily before, long tick)
    {
        if (ReferenceEquals(family.Labels, before.Labels)) return before.Numbers;
        if (family.Labels is LabelSpace space && before.Labels is LabelSpace spaceBefore)
        {
            var born = space.LabelSetsOtherThanIn(spaceBefore, family.Range);
            var width = family.Series.Length;
            var next = Take(born.Length * width, tick);
            return before.Numbers.With([.. born.SelectMany(i => Enumerable.Range(i * width, width))], _ => next++);
        }

        return Matched(family, before, tick);
    }

    /// <summary>Numbers the families of a changed model. A series that existed before under the same name and labels keeps its number.</summary>
    /// <param name="families">The families, in the order of their layout.</param>
    /// <param name="before">The layout of the model before, with numbers.</param>
    /// <param name="tick">The tick at which new series are born.</param>
    internal SeriesNumbers[] NumbersAfter(ImmutableArray<MetricFamily> families, Layout before, long tick)
    {
        var numbers = new SeriesNumbers[families.Length];
        var left = before.Families.ToList();
        for (var i = 0; i < families.Length; i++)
        {
            if (left.Find(families[i].HasSeriesOf) is not { } same) continue;
            numbers[i] = same.Numbers;
            left.Remove(same);
        }

        for (var i = 0; i < families.Length; i++)
        {
            if (numbers[i] is not null) continue;
            var each = new long[checked((int)families[i].SeriesCount)];
            Array.Fill(each, -1);
            foreach (var other in left)
                foreach (var (series, otherSeries) in SeriesMatch.Between(families[i], other)) each[series] = other.Numbers[otherSeries];
            numbers[i] = Completed(each, tick);
        }

        return numbers;
    }

    /// <summary>Forgets, now and then, the births of series that a layout no longer has.</summary>
    internal void ForgetEnded(Layout layout)
    {
        lock (_lock)
        {
            if (_births.Count <= _mostBirths) return;
            var least = layout.Families.Select(family => family.Numbers.Least).DefaultIfEmpty(long.MaxValue).Min();
            var index = _births.BinarySearch((least, long.MaxValue));
            _births.RemoveRange(0, Math.Max(0, ~index - 1));
            _mostBirths = 2 * Math.Max(AlwaysKept, _births.Count);
        }
    }

    // A label set that stays is the same object in both lists.
    private SeriesNumbers Matched(MetricFamily family, MetricFamily before, long tick)
    {
        var width = family.Series.Length;
        var each = new long[checked((int)family.SeriesCount)];
        Array.Fill(each, -1);
        if (family.Labels is LabelList list && before.Labels is LabelList listBefore)
        {
            var next = 0;
            for (var i = 0; i < list.Count; i++)
            {
                var found = listBefore.IndexOf(list.LabelSets[i], next);
                if (found < 0) continue;
                for (var s = 0; s < width; s++) each[i * width + s] = before.Numbers[found * width + s];
                next = found + 1;
            }

            RequireDifferent(family, list, i => each[i * width] < 0);
        }

        return Completed(each, tick);
    }

    /// <summary>Refuses a list in which one of the new label sets appears twice.</summary>
    private static void RequireDifferent(MetricFamily family, LabelList list, Func<int, bool> isNew)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (!isNew(i)) continue;
            for (var j = 0; j < list.Count; j++)
                if (j != i && list.LabelSets[i].HasLabelsOf(list.LabelSets[j])) throw new InvalidOperationException($"The series {family.Name}{list.Format(i)} appears twice.");
        }
    }

    private SeriesNumbers Completed(long[] each, long tick)
    {
        var next = Take(each.Count(number => number < 0), tick);
        for (var i = 0; i < each.Length; i++)
            if (each[i] < 0) each[i] = next++;
        return new SeriesNumbers(new ChunkedArray<long>(each.Length, i => each[i]));
    }

    private long Take(int count, long tick)
    {
        lock (_lock)
        {
            var first = _next;
            if (count == 0) return first;
            _next += count;
            if (_births.Count == 0 || _births[^1].Tick != tick) _births.Add((first, tick));
            return first;
        }
    }
}
