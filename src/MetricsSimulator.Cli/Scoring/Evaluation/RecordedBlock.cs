using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Cli.Scoring.Evaluation;

/// <summary>The block with the series that a rule recorded over a history. One thread at a time.</summary>
/// <param name="folder">The folder with the blocks of the history.</param>
/// <param name="rule">The rule.</param>
/// <param name="schedule">When it is evaluated; at least once.</param>
internal sealed class RecordedBlock(string folder, EvaluatedRule rule, EvaluationSchedule schedule) : IDisposable
{
    private readonly long _first = (schedule.First - rule.Group.QueryOffset).ToUnixTimeMilliseconds();
    private readonly long _interval = schedule.Interval.Ticks / TimeSpan.TicksPerMillisecond;
    private readonly SeriesBlockWriter _writer = Begin(folder, rule, schedule);
    private readonly Dictionary<SortedLabels, int> _numbers = [];
    private readonly List<SortedLabels> _labels = [];
    private readonly List<long> _timestamps = [];
    private readonly List<double> _values = [];

    /// <summary>The number of series so far.</summary>
    public int SeriesCount => _labels.Count;

    /// <summary>The number of a series, which is added if it is new.</summary>
    /// <param name="labels">Its labels, that of the name included.</param>
    public int SeriesOf(SortedLabels labels)
    {
        if (_numbers.TryGetValue(labels, out var number)) return number;
        _numbers.Add(labels, _labels.Count);
        _labels.Add(labels);
        return _labels.Count - 1;
    }

    /// <summary>Adds a sample to those of the next series that is written.</summary>
    /// <param name="evaluation">Its evaluation, after those of the samples before.</param>
    /// <param name="value">Its value; a marker of staleness where the series ends.</param>
    public void Add(int evaluation, double value)
    {
        _timestamps.Add(_first + evaluation * _interval);
        _values.Add(value);
    }

    /// <summary>Writes the samples that were added since the last call to a series.</summary>
    /// <exception cref="IOException">The disk cannot take more.</exception>
    public void Write(int series)
    {
        _writer.Add(series, CollectionsMarshal.AsSpan(_timestamps), CollectionsMarshal.AsSpan(_values));
        _timestamps.Clear();
        _values.Clear();
    }

    /// <summary>Finishes the block. Without samples, there is none.</summary>
    /// <exception cref="IOException">The disk cannot take more.</exception>
    public void Commit() => _writer.Commit(_labels.Select(Pairs));

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private static SeriesBlockWriter Begin(string folder, EvaluatedRule rule, EvaluationSchedule schedule)
    {
        var first = schedule.First - rule.Group.QueryOffset;
        var window = new BlockWindow(first.ToUnixTimeMilliseconds(), (first + schedule.Interval * (schedule.Count - 1)).ToUnixTimeMilliseconds() + 1);
        var identity = string.Create(CultureInfo.InvariantCulture, $"rule {rule.Number}");
        return new SeriesBlockWriter(folder, BlockIdentifier.Of(Encoding.UTF8.GetBytes(identity), window, first), window);
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Pairs(SortedLabels labels)
    {
        var pairs = new KeyValuePair<string, string>[labels.Count];
        for (var i = 0; i < pairs.Length; i++) pairs[i] = new(labels.NameAt(i), labels.ValueAt(i));
        return pairs;
    }
}
