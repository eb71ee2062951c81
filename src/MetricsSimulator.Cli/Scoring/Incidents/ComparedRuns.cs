using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Incidents;

namespace MetricsSimulator.Cli.Scoring.Incidents;

/// <summary>
/// Compares a run with the same run without some of its anomalies, tick by tick. No two of them overlap, so that a difference comes from the one that began last. One thread at a time.
/// </summary>
/// <param name="without">The run without the anomalies.</param>
/// <param name="anomalies">The anomalies, in the order of their beginnings.</param>
/// <param name="index">The numbers of the series.</param>
internal sealed class ComparedRuns(ComparedRun without, IReadOnlyList<Anomaly> anomalies, SeriesIndex index)
{
    // Totals are sums of doubles: what an anomaly added may be rounded otherwise in each tick.
    private const double Rounding = 1e-12;

    private readonly HashSet<int>[] _touched = [.. anomalies.Select(_ => new HashSet<int>())];
    private readonly long[] _first = new long[anomalies.Count];
    private readonly long[] _last = new long[anomalies.Count];
    private double[] _ahead = [];
    private int _begun = -1;

    /// <summary>Compares the next tick.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="values">The values of the run with all anomalies.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Compare(long tick, ReadOnlySpan<double> values, CancellationToken cancellation)
    {
        without.AdvanceTo(tick, cancellation);
        while (_begun + 1 < anomalies.Count && anomalies[_begun + 1].FirstTick <= tick) _begun++;
        var others = without.Values;
        if (_ahead.Length < index.Count) Array.Resize(ref _ahead, index.Count + index.Count / 2);
        for (var series = 0; series < index.Count; series++)
        {
            var value = series < values.Length ? values[series] : Staleness.Marker;
            var other = series < others.Length ? others[series] : Staleness.Marker;
            if (Differs(series, value, other) && _begun >= 0) Add(tick, series);
        }
    }

    /// <summary>What each anomaly left, by its identifier, after the last tick. One that left nothing is missing.</summary>
    /// <param name="instantOf">The instant of a tick.</param>
    /// <param name="arrays">Arrays of touched series that others share.</param>
    public IEnumerable<KeyValuePair<string, Evidence>> Find(Func<long, DateTimeOffset> instantOf, Dictionary<string, ImmutableArray<SortedLabels>> arrays)
    {
        for (var i = 0; i < anomalies.Count; i++)
        {
            if (_touched[i].Count == 0) continue;
            int[] numbers = [.. _touched[i].Order()];
            var text = string.Join(' ', numbers);
            if (!arrays.TryGetValue(text, out var touched)) arrays.Add(text, touched = [.. numbers.Select(index.LabelsOf)]);
            yield return new(anomalies[i].Id, new Evidence(instantOf(_first[i]), instantOf(_last[i]), touched));
        }
    }

    private void Add(long tick, int series)
    {
        if (_touched[_begun].Count == 0) _first[_begun] = tick;
        _last[_begun] = tick;
        _touched[_begun].Add(series);
    }

    private bool Differs(int series, double value, double other)
    {
        var isSame = BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(other);
        if (Staleness.IsMarker(value) || Staleness.IsMarker(other)) return !isSame;
        if (!index.IsCumulative(series)) return !isSame;
        // Totals differ for ever after one differed; increments do not.
        var ahead = isSame ? 0 : value - other;
        var differs = Math.Abs(ahead - _ahead[series]) > Rounding * Math.Max(Math.Abs(value), Math.Abs(other));
        _ahead[series] = ahead;
        return differs;
    }
}
