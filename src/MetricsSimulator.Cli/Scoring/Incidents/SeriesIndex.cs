using MetricsSimulator.Formats.Numbers;
using MetricsSimulator.Metrics;
using MetricsSimulator.Scoring;

namespace MetricsSimulator.Cli.Scoring.Incidents;

/// <summary>Numbers for the series of runs that are compared. A series has the same number in all of them. One thread at a time.</summary>
internal sealed class SeriesIndex
{
    private readonly Dictionary<SortedLabels, int> _numbers = [];
    private readonly List<SortedLabels> _labels = [];
    private readonly List<bool> _areCumulative = [];

    /// <summary>The number of series so far.</summary>
    public int Count => _labels.Count;

    /// <summary>The labels of a series, with its name in <c>__name__</c>, as Prometheus stores them.</summary>
    public SortedLabels LabelsOf(int series) => _labels[series];

    /// <summary>Whether its value never falls, except at a counter reset.</summary>
    public bool IsCumulative(int series) => _areCumulative[series];

    /// <summary>The numbers of the series of a family, in the order of its label sets and then of <see cref="MetricFamily.Series"/>. New series are added.</summary>
    public int[] NumbersOf(MetricFamily family)
    {
        var numbers = new int[family.Range.Count * family.Series.Length];
        var next = 0;
        var labels = new List<KeyValuePair<string, string>>();
        foreach (var (labelSet, _) in family.LabelSets)
        {
            foreach (var series in family.Series)
            {
                labels.Clear();
                labels.AddRange(family.Labels.LabelsOf(labelSet));
                labels.Add(new("__name__", family.Name + series.Suffix));
                if (series.Label is { } own) labels.Add(new(own.Name, GoFloat.SpellOpenMetrics(own.Number)));
                numbers[next++] = NumberOf(SortedLabels.Of(labels), series.IsCumulative);
            }
        }

        return numbers;
    }

    private int NumberOf(SortedLabels labels, bool isCumulative)
    {
        if (_numbers.TryGetValue(labels, out var number)) return number;
        _numbers.Add(labels, Count);
        _labels.Add(labels);
        _areCumulative.Add(isCumulative);
        return Count - 1;
    }
}
