using System.Globalization;
using System.Runtime.InteropServices;
using MetricsSimulator.Cli.Scoring.PromQL;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Metrics;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Cli.Scoring.Evaluation;

/// <summary>
/// Collects what a recording rule returns, and writes it to a block part by part. Where a series is not returned any more, it gets a marker of staleness at the first evaluation that
/// does not fail, as in Prometheus. One thread at a time.
/// </summary>
/// <remarks>Source: prometheus/prometheus, rules/recording.go (Eval) and rules/manager.go (Group.Eval).</remarks>
/// <param name="rule">The rule.</param>
/// <param name="limit">The most results of an evaluation, above which it fails; 0 for no limit.</param>
/// <param name="schedule">When it is evaluated.</param>
/// <param name="shift">How long before its evaluation a query is answered.</param>
/// <param name="block">Receives the samples.</param>
internal sealed class RecordedResults(RecordingRule rule, int limit, EvaluationSchedule schedule, TimeSpan shift, RecordedBlock block) : RuleResults(schedule, shift)
{
    private const string SameLabels = "vector contains metrics with the same labelset after applying rule labels";

    // The samples of the part, row by row as they come, and the rows.
    private readonly List<int> _evaluations = [];
    private readonly List<double> _values = [];
    private readonly List<Row> _rows = [];
    private readonly List<bool> _isPresent = [];

    /// <inheritdoc/>
    protected override EvaluationSet Failed { get; } = new(schedule.Count);

    /// <inheritdoc/>
    public override void Begin(SortedLabels labels) => _rows.Add(new Row(block.SeriesOf(Recorded(labels)), _evaluations.Count));

    /// <inheritdoc/>
    public override void Take(long instant, ReadOnlySpan<byte> value)
    {
        _evaluations.Add(EvaluationAt(instant));
        _values.Add(Number(value));
    }

    /// <inheritdoc/>
    public override void Finish(int first, int end)
    {
        while (_isPresent.Count < block.SeriesCount) _isPresent.Add(false);
        JoinRows();
        FailAboveLimit(first, end);
        var next = 0;
        for (var series = 0; series < _isPresent.Count; series++)
        {
            var has = next < _rows.Count && _rows[next].Series == series;
            var (begin, stop) = has ? (_rows[next].Begin, _rows[next].End) : (0, 0);
            if (has) next++;
            if (has || _isPresent[series]) Write(series, begin, stop, first, end);
        }

        _rows.Clear();
        _evaluations.Clear();
        _values.Clear();
    }

    private void Write(int series, int begin, int stop, int first, int end)
    {
        // The first evaluation at which the series would get a marker.
        var marker = _isPresent[series] ? Failed.NextOut(first) : int.MaxValue;
        for (var i = begin; i < stop; i++)
        {
            var evaluation = _evaluations[i];
            if (Failed[evaluation]) continue;
            if (marker < evaluation) block.Add(marker, Staleness.Marker);
            block.Add(evaluation, _values[i]);
            marker = Failed.NextOut(evaluation + 1);
        }

        _isPresent[series] = marker != int.MaxValue && marker >= end;
        if (marker < end) block.Add(marker, Staleness.Marker);
        block.Write(series);
    }

    // Sets the end of each row, orders rows by series, and joins those of one series: where both have a sample, the evaluation fails.
    private void JoinRows()
    {
        var rows = CollectionsMarshal.AsSpan(_rows);
        for (var i = 0; i < rows.Length; i++) rows[i].End = i + 1 < rows.Length ? rows[i + 1].Begin : _evaluations.Count;
        rows.Sort((a, b) => a.Series.CompareTo(b.Series));
        for (var i = _rows.Count - 2; i >= 0; i--)
            if (_rows[i].Series == _rows[i + 1].Series) Join(i);
    }

    private void Join(int row)
    {
        var (one, other) = (_rows[row], _rows[row + 1]);
        var samples = new SortedDictionary<int, double>();
        foreach (var part in (Row[])[one, other])
        {
            for (var i = part.Begin; i < part.End; i++)
                if (!samples.TryAdd(_evaluations[i], _values[i])) Fail(_evaluations[i], _evaluations[i] + 1, SameLabels);
        }

        _rows[row] = new Row(one.Series, _evaluations.Count) { End = _evaluations.Count + samples.Count };
        _rows.RemoveAt(row + 1);
        _evaluations.AddRange(samples.Keys);
        _values.AddRange(samples.Values);
    }

    private void FailAboveLimit(int first, int end)
    {
        if (limit == 0) return;
        var counts = new int[end - first];
        foreach (var row in _rows)
            for (var i = row.Begin; i < row.End; i++) counts[_evaluations[i] - first]++;
        for (var i = 0; i < counts.Length; i++)
            if (counts[i] > limit) Fail(first + i, first + i + 1, string.Create(CultureInfo.InvariantCulture, $"exceeded limit of {limit} with {counts[i]} series"));
    }

    private SortedLabels Recorded(SortedLabels labels)
    {
        var recorded = new List<KeyValuePair<string, string>>(labels.Count + rule.Labels.Length + 1) { new(Selector.NameLabel, rule.Name) };
        for (var i = 0; i < labels.Count; i++)
        {
            var name = labels.NameAt(i);
            if (name != Selector.NameLabel && rule.Labels.All(label => label.Key != name)) recorded.Add(new(name, labels.ValueAt(i)));
        }

        recorded.AddRange(rule.Labels.Where(label => label.Key != Selector.NameLabel));
        return SortedLabels.Of(recorded);
    }

    private static double Number(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)'N', ..] => double.NaN,
        [(byte)'+', (byte)'I', ..] => double.PositiveInfinity,
        [(byte)'-', (byte)'I', ..] => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private struct Row(int series, int begin)
    {
        public int Series { get; } = series;

        public int Begin { get; } = begin;

        public int End { get; set; }
    }
}
