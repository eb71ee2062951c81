using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Telemetry;

/// <summary>
/// The counters of a workload, and the series that show them. A series begins when its counter first counts something, and ends when the counter has not changed for some
/// time. One thread at a time.
/// </summary>
internal sealed class CounterTable
{
    private readonly ImmutableArray<CounterFamily> _families;
    private readonly ImmutableArray<KeyValuePair<string, string>> _constants;
    private readonly long? _expireAfter;
    private readonly long? _exportInterval;
    private readonly List<Counter>[] _shown;
    private readonly bool[] _isOther;
    private readonly MetricFamily[] _current;
    private readonly List<Counter> _falling = [];
    private readonly List<SeriesFall> _falls = [];
    private readonly List<Counter> _waiting = [];
    private bool _mayBeSet;
    private long _settled;

    /// <summary>Creates a table without counters.</summary>
    /// <param name="projection">Defines the metrics.</param>
    /// <param name="constants">Labels that all series have, after their other labels.</param>
    /// <param name="options">When a series ends, and whether series show deltas.</param>
    /// <param name="start">When counting begins, in milliseconds since the Unix epoch.</param>
    public CounterTable(Projection projection, ImmutableArray<KeyValuePair<string, string>> constants, TelemetryOptions options, long start)
    {
        _families = projection.Families;
        _constants = constants;
        _expireAfter = (long?)options.ExpireAfter?.TotalMilliseconds;
        _exportInterval = options.Profile.Style == NameStyle.NoSuffix ? (long)options.ExportInterval.TotalMilliseconds : null;
        _settled = start;
        var families = _families;
        _shown = [.. families.Select(_ => new List<Counter>())];
        _isOther = new bool[families.Length];
        _current = new MetricFamily[families.Length];
        Array.Fill(_isOther, true);
        Place();
    }

    /// <summary>The families, with the series that are shown.</summary>
    public ImmutableArray<MetricFamily> Families { get; private set; } = [];

    /// <summary>The counters that are shown, family by family.</summary>
    public IEnumerable<Counter> Shown => _shown.SelectMany(list => list);

    /// <summary>The faults that hide series that begin, or let series end sooner; null for none.</summary>
    public ViewFaults? Faults { get; set; }

    /// <summary>The faults that let series show another value when they settle next; null for none.</summary>
    public ViewFaults? Setting { get; set; }

    /// <summary>The counters whose series have begun, but are not shown yet.</summary>
    public IEnumerable<Counter> Waiting => _waiting;

    /// <summary>The counters whose fall nobody has seen yet, because their series are not shown.</summary>
    public IEnumerable<Counter> Falling => _falling;

    /// <summary>The falls of series that <see cref="Settle"/> found, in the order in which their counters were changed.</summary>
    public IReadOnlyList<SeriesFall> Falls => _falls;

    /// <summary>Adds to a counter with one value.</summary>
    /// <param name="owner">The owner of the counter.</param>
    /// <param name="key">Identifies the counter.</param>
    /// <param name="amount">The amount to add, 0 or more; 0 only makes the counter visible.</param>
    /// <param name="instant">When this happens, in milliseconds since the Unix epoch.</param>
    public void Add(CounterOwner owner, CounterKey key, long amount, long instant) => Of(owner, key, instant).Values[0] += amount;

    /// <summary>Shows a series with the value 1.</summary>
    /// <param name="owner">The owner of the series.</param>
    /// <param name="key">Identifies the series.</param>
    /// <param name="instant">When this happens, in milliseconds since the Unix epoch.</param>
    public void Show(CounterOwner owner, CounterKey key, long instant) => Of(owner, key, instant).Values[0] = 1;

    /// <summary>Adds an observation to a histogram.</summary>
    /// <param name="owner">The owner of the counter.</param>
    /// <param name="key">Identifies the histogram.</param>
    /// <param name="value">The observation, in units.</param>
    /// <param name="instant">When this happens, in milliseconds since the Unix epoch.</param>
    public void Observe(CounterOwner owner, CounterKey key, long value, long instant)
    {
        var (family, values) = (_families[key.Family], Of(owner, key, instant).Values);
        for (var i = 0; i < family.Buckets.Length; i++)
            if (value <= family.Buckets[i] * family.UnitsPerOne) values[i]++;
        values[^2]++;
        values[^1] += value;
    }

    /// <summary>Ends the series that have not changed for too long, and updates <see cref="Families"/>.</summary>
    /// <param name="instant">The current instant, in milliseconds since the Unix epoch.</param>
    /// <returns>Whether the families changed.</returns>
    public bool Settle(long instant)
    {
        if (_exportInterval is { } interval) Export(isDue: instant / interval > _settled / interval);
        ShowThoseThatWaited(instant);
        if (_expireAfter is not null || Faults is not null)
            for (var i = 0; i < _shown.Length; i++) Expire(i, instant);
        _falls.Clear();
        Set(instant);
        FindFalls();
        _settled = instant;
        return Place();
    }

    private bool HasExpired(Counter counter, long instant) =>
        Math.Min(_expireAfter ?? long.MaxValue, Faults?.ExpiryAt(counter.Owner, counter.Key.Family, instant) ?? long.MaxValue) is var after && counter.ChangedAt <= instant - after;

    private void ShowThoseThatWaited(long instant)
    {
        if (_waiting.Count == 0) return;
        foreach (var counter in _waiting)
        {
            if (counter.WaitsUntil > instant) continue;
            counter.WaitsUntil = null;
            if (!HasExpired(counter, instant)) Show(counter);
        }

        _waiting.RemoveAll(counter => counter.WaitsUntil is null);
    }

    // A series that is not shown falls when it is seen again.
    private void Set(long instant)
    {
        if (Setting is null && !_mayBeSet) return;
        _mayBeSet = false;
        foreach (var counter in Shown)
        {
            var setting = Setting?.SettingAt(counter.Owner, counter.Key.Family, instant);
            if (setting is null && counter.SetTo is null) continue;
            var family = _families[counter.Key.Family];
            var own = counter.ShownAt == _settled || counter.Anomaly is not null ? counter.Shown : counter.Values[0];
            var (from, by) = (counter.SetTo ?? Quotient(own, family.UnitsPerOne), counter.SetBy ?? setting!.Anomaly.Id);
            (counter.SetTo, counter.SetBy) = (setting?.OnViewAt(instant).SetTo, setting?.Anomaly.Id);
            var to = counter.SetTo ?? Quotient(counter.Values[0], family.UnitsPerOne);
            if (to < from && counter.UnseenAt < _settled) _falls.Add(new SeriesFall(by, family.Name, counter.Series!, from, to));
            // What else changes the counter is not seen.
            counter.Anomaly = null;
            _mayBeSet |= setting is not null;
        }
    }

    private void FindFalls()
    {
        if (_falling.Count == 0) return;
        foreach (var counter in _falling)
        {
            // If its series is not shown, the fall is not seen yet.
            if (counter.Anomaly is null || counter.Series is not { } series) continue;
            var family = _families[counter.Key.Family];
            if (counter.Values[0] < counter.Shown)
                _falls.Add(new SeriesFall(counter.Anomaly, family.Name, series, Quotient(counter.Shown, family.UnitsPerOne), Quotient(counter.Values[0], family.UnitsPerOne)));
            counter.Anomaly = null;
        }

        _falling.RemoveAll(counter => counter.Anomaly is null);
    }

    // A fall that nobody has seen yet is a fall from the value that was shown before it.
    private void Remember(Counter counter)
    {
        if (counter.Anomaly is not null || counter.ShownAt == _settled) return;
        (counter.ShownAt, counter.Shown) = (_settled, counter.Values[0]);
    }

    private bool Place()
    {
        var isOther = false;
        for (var i = 0; i < _shown.Length; i++)
        {
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
                    values[next++] = counter.SetTo is { } other ? other
                        : _exportInterval is null || family.Type == MetricType.Info ? Quotient(counter.Values[0], family.UnitsPerOne)
                        : counter.Delta > 0 ? Quotient(counter.Delta, family.UnitsPerOne)
                        : Staleness.Marker;
                    continue;
                }

                for (var v = 0; v < counter.Values.Length; v++) values[next++] = v == counter.Values.Length - 1 ? Quotient(counter.Values[v], family.UnitsPerOne) : counter.Values[v];
            }
        }
    }

    /// <summary>Restores saved counters, in the order in which they were shown.</summary>
    /// <param name="shown">The counters.</param>
    /// <param name="falling">The counters whose fall nobody has seen yet, in the order in which they fell.</param>
    /// <param name="waiting">The counters whose series have begun, but are not shown yet.</param>
    /// <param name="instant">The instant at which they were saved, in milliseconds since the Unix epoch.</param>
    public void Restore(IEnumerable<Counter> shown, IEnumerable<Counter> falling, IEnumerable<Counter> waiting, long instant)
    {
        _settled = instant;
        _mayBeSet = true;
        foreach (var list in _shown) list.Clear();
        foreach (var counter in shown) _shown[counter.Key.Family].Add(counter);
        _falling.Clear();
        _falling.AddRange(falling);
        _waiting.Clear();
        _waiting.AddRange(waiting);
        Array.Fill(_isOther, true);
        Place();
    }

    /// <summary>Forgets the falls of counters that are not shown any more, because their session has ended.</summary>
    public void Forget(CounterOwner owner)
    {
        if (_falling.Count > 0) _falling.RemoveAll(counter => counter.Owner == owner && counter.Series is null);
    }

    /// <summary>Replaces the value of a counter with one value, because of an anomaly.</summary>
    /// <param name="counter">The counter.</param>
    /// <param name="value">The value, which may be lower.</param>
    /// <param name="anomaly">The identifier of the anomaly.</param>
    public void Replace(Counter counter, long value, string anomaly)
    {
        Remember(counter);
        if (value < counter.Values[0] && counter.Anomaly is null) _falling.Add(counter);
        if (value < counter.Values[0]) counter.Anomaly = anomaly;
        counter.Values[0] = value;
    }

    private static double Quotient(long units, long unitsPerOne) => (double)units / unitsPerOne;

    private void Export(bool isDue)
    {
        foreach (var counters in _shown)
        {
            foreach (var counter in counters)
            {
                counter.Delta = isDue ? counter.Values[0] - counter.Exported : 0;
                if (isDue) counter.Exported = counter.Values[0];
            }
        }
    }

    private void Expire(int family, long instant)
    {
        var gone = 0;
        foreach (var counter in _shown[family])
        {
            if (!HasExpired(counter, instant) || (_exportInterval is not null && counter.Exported != counter.Values[0])) continue;
            counter.Series = null;
            gone++;
        }

        if (gone == 0) return;
        _shown[family].RemoveAll(counter => counter.Series is null);
        _isOther[family] = true;
    }

    /// <summary>A counter whose series is shown.</summary>
    /// <param name="owner">The owner of the counter.</param>
    /// <param name="key">Identifies the counter.</param>
    /// <param name="instant">When it changes, in milliseconds since the Unix epoch.</param>
    public Counter Of(CounterOwner owner, CounterKey key, long instant)
    {
        var family = _families[key.Family];
        if (!owner.Counters.TryGetValue(key, out var counter)) owner.Counters.Add(key, counter = new Counter(owner, key, family.Width));
        counter.ChangedAt = instant;
        Remember(counter);
        if (counter.Series is not null || counter.WaitsUntil is not null) return counter;
        if (Faults?.DelayAt(owner, key.Family, instant) is > 0 and var delay)
        {
            counter.WaitsUntil = instant + delay;
            _waiting.Add(counter);
        }
        else
        {
            Show(counter);
        }

        return counter;
    }

    private void Show(Counter counter)
    {
        var (owner, key) = (counter.Owner, counter.Key);
        var family = _families[key.Family];
        var labels = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        labels.AddRange(owner.Labels);
        for (var i = 0; i < family.Labels.Length; i++)
            if (key.Values[i] is { } value) labels.Add(KeyValuePair.Create(family.Labels[i], value));
        labels.AddRange(family.Constants);
        // A label of the target goes first: Prometheus renames the label of the series.
        for (var i = 0; i < labels.Count; i++)
            if (_constants.Any(constant => constant.Key == labels[i].Key)) labels[i] = KeyValuePair.Create($"exported_{labels[i].Key}", labels[i].Value);
        labels.AddRange(_constants);
        counter.Series = new LabelSet(labels.ToImmutable());
        counter.UnseenAt ??= _settled;
        _mayBeSet |= counter.SetTo is not null;
        _shown[key.Family].Add(counter);
        _isOther[key.Family] = true;
    }
}
