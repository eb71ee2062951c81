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
    /// <param name="family">The family.</param>
    /// <param name="known">The numbers of the series of its run that were here before, by those that they have in the run. Labels take time, and series of sessions come and go.</param>
    public int[] NumbersOf(MetricFamily family, Dictionary<long, int> known)
    {
        var numbers = new int[family.Range.Count * family.Series.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            var ofRun = family.Numbers[i];
            if (!known.TryGetValue(ofRun, out numbers[i])) known.Add(ofRun, numbers[i] = NumberOf(family, family.Range.First + i / family.Series.Length, family.Series[i % family.Series.Length]));
        }

        return numbers;
    }

    private int NumberOf(MetricFamily family, int labelSet, FamilySeries series)
    {
        List<KeyValuePair<string, string>> labels = [.. family.Labels.LabelsOf(labelSet), new("__name__", family.Name + series.Suffix)];
        if (series.Label is { } own) labels.Add(new(own.Name, GoFloat.SpellOpenMetrics(own.Number)));
        return NumberOf(SortedLabels.Of(labels), series.IsCumulative);
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
