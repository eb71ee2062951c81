using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Telemetry;

/// <summary>
/// The counters of a workload, and which of them are shown. A series is born when something is counted that it has not counted yet, and ends when nothing was counted for
/// a time. One thread at a time.
/// </summary>
internal sealed class CounterTable
{
    private readonly ImmutableArray<CounterFamily> _families;
    private readonly ImmutableArray<KeyValuePair<string, string>> _further;
    private readonly long? _expireAfter;
    private readonly List<Counter>[] _shown;
    private readonly bool[] _isOther;
    private readonly MetricFamily[] _current;

    /// <summary>Creates a table without counters.</summary>
    /// <param name="families">The families.</param>
    /// <param name="further">Labels that all series have, behind their own.</param>
    /// <param name="expireAfter">The milliseconds without a change after which a series ends; null for never.</param>
    public CounterTable(ImmutableArray<CounterFamily> families, ImmutableArray<KeyValuePair<string, string>> further, long? expireAfter)
    {
        (_families, _further, _expireAfter) = (families, further, expireAfter);
        _shown = [.. families.Select(_ => new List<Counter>())];
        _isOther = new bool[families.Length];
        _current = new MetricFamily[families.Length];
        Array.Fill(_isOther, true);
        Settle(0);
    }

    /// <summary>The families, with the series that are shown.</summary>
    public ImmutableArray<MetricFamily> Families { get; private set; } = [];

    /// <summary>The counters that are shown, family by family.</summary>
    public IEnumerable<Counter> Shown => _shown.SelectMany(list => list);

    /// <summary>Adds to a counter with one value.</summary>
    /// <param name="owner">Who counts.</param>
    /// <param name="key">Which counter.</param>
    /// <param name="amount">How much, 0 or more; 0 shows the counter.</param>
    /// <param name="instant">When, in milliseconds since the Unix epoch.</param>
    public void Add(CounterOwner owner, CounterKey key, long amount, long instant) => CounterOf(owner, key, instant).Values[0] += amount;

    /// <summary>Adds an observation to a histogram.</summary>
    /// <param name="owner">Who counts.</param>
    /// <param name="key">Which histogram.</param>
    /// <param name="value">The observation, in units.</param>
    /// <param name="instant">When, in milliseconds since the Unix epoch.</param>
    public void Observe(CounterOwner owner, CounterKey key, long value, long instant)
    {
        var (family, values) = (_families[key.Family], CounterOf(owner, key, instant).Values);
        for (var i = 0; i < family.Buckets.Length; i++)
            if (value <= family.Buckets[i] * family.UnitsPerOne) values[i]++;
        values[^2]++;
        values[^1] += value;
    }

    /// <summary>Ends the series that have not changed for too long, and makes the families that are shown.</summary>
    /// <param name="instant">The instant that is reached, in milliseconds since the Unix epoch.</param>
    /// <returns>Whether they are others than before.</returns>
    public bool Settle(long instant)
    {
        var isOther = false;
        for (var i = 0; i < _shown.Length; i++)
        {
            if (_expireAfter is { } after) Expire(i, instant - after);
            if (!_isOther[i]) continue;
            var family = _families[i];
            var labels = new LabelList([.. _shown[i].Select(counter => counter.Series!)]);
            _current[i] = new MetricFamily(family.Name, family.Help, family.Type, labels, family.Buckets, 0);
            _isOther[i] = false;
            isOther = true;
        }

        if (!isOther) return false;
        var offset = 0;
        var placed = ImmutableArray.CreateBuilder<MetricFamily>(_current.Length);
        for (var i = 0; i < _current.Length; i++)
        {
            if (_current[i].ValueOffset != offset) _current[i] = _current[i].At(offset);
            placed.Add(_current[i]);
            offset += _current[i].ValueCount;
        }

        Families = placed.DrainToImmutable();
        return true;
    }

    /// <summary>Writes the values of all series that are shown.</summary>
    public void Show(Span<double> values)
    {
        var next = 0;
        for (var i = 0; i < _shown.Length; i++)
        {
            var (counters, family) = (_shown[i], _families[i]);
            foreach (var counter in counters)
            {
                if (family.Width == 1)
                {
                    values[next++] = Quotient(counter.Values[0], family.UnitsPerOne);
                    continue;
                }

                for (var v = 0; v < counter.Values.Length; v++) values[next++] = v == counter.Values.Length - 1 ? Quotient(counter.Values[v], family.UnitsPerOne) : counter.Values[v];
            }
        }
    }

    /// <summary>Puts back counters that were kept, in the order in which they were shown.</summary>
    public void Restore(IEnumerable<Counter> shown)
    {
        foreach (var list in _shown) list.Clear();
        foreach (var counter in shown) _shown[counter.Key.Family].Add(counter);
        Array.Fill(_isOther, true);
        Settle(0);
    }

    private static double Quotient(long units, long unitsPerOne) => (double)units / unitsPerOne;

    private void Expire(int family, long last)
    {
        var gone = 0;
        foreach (var counter in _shown[family])
        {
            if (counter.ChangedAt > last) continue;
            counter.Series = null;
            gone++;
        }

        if (gone == 0) return;
        _shown[family].RemoveAll(counter => counter.Series is null);
        _isOther[family] = true;
    }

    private Counter CounterOf(CounterOwner owner, CounterKey key, long instant)
    {
        var family = _families[key.Family];
        if (!owner.Counters.TryGetValue(key, out var counter)) owner.Counters.Add(key, counter = new Counter(owner, key, family.Width));
        counter.ChangedAt = instant;
        if (counter.Series is not null) return counter;
        var labels = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        labels.AddRange(owner.Labels);
        for (var i = 0; i < family.Labels.Length; i++)
            if (key.Values[i] is { } value) labels.Add(KeyValuePair.Create(family.Labels[i], value));
        labels.AddRange(_further);
        counter.Series = new LabelSet(labels.ToImmutable());
        _shown[key.Family].Add(counter);
        _isOther[key.Family] = true;
        return counter;
    }
}
