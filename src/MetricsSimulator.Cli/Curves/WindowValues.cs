namespace MetricsSimulator.Cli.Curves;

/// <summary>Values of increases over a window, at regular steps: rates, means, quantiles, buckets. One thread at a time.</summary>
/// <param name="query">The query.</param>
/// <param name="firstTick">The first tick of the span.</param>
/// <param name="ticks">The number of its ticks.</param>
/// <param name="step">The number of ticks from one value to the next.</param>
/// <param name="window">The number of ticks of the window.</param>
internal sealed class WindowValues(CurveQuery query, long firstTick, long ticks, long step, long window)
{
    private readonly List<(SeriesGroup Group, ExactSum[]?[] Begins, double[]?[] Increases)> _curves = [];
    private readonly int _count = (int)((ticks + step - 1) / step);

    /// <summary>Adds a tick.</summary>
    public void Keep(long tick, SeriesGroups groups)
    {
        for (var i = 0; i < groups.Groups.Count; i++)
        {
            var group = groups.Groups[i];
            if (i == _curves.Count) _curves.Add((group, new ExactSum[]?[_count], new double[]?[_count]));
            // Increases of other buckets have no meaning any more.
            if (_curves[i].Group != group) _curves[i] = (group, new ExactSum[]?[_count], new double[]?[_count]);
            group.ForgetGaps(tick - window);
            if (IndexOf(tick + window) is { } begun) _curves[i].Begins[begun] = group.Increases.ToArray();
            // A window that begins before the run has no value, nor has one with a single sample.
            if (IndexOf(tick) is not { } ended || tick < window || !group.HasIncreasesSince(tick - window)) continue;
            _curves[i].Increases[ended] = group.IncreasesSince(_curves[i].Begins[ended], tick - window, tick);
            _curves[i].Begins[ended] = null;
        }
    }

    /// <summary>The values at each step; NaN where there is none.</summary>
    /// <param name="groups">The groups that were read.</param>
    /// <param name="interval">The length of a tick.</param>
    public IEnumerable<SampledCurve> Take(SeriesGroups groups, TimeSpan interval) =>
        groups.Groups.Zip(_curves).SelectMany(pair => CurvesOf(query, pair.First, pair.Second.Increases, window * interval));

    /// <summary>The curves of a group: the values that its increases in windows give.</summary>
    /// <param name="query">The query.</param>
    /// <param name="group">The group.</param>
    /// <param name="windows">The increases in each window; null where there is no value.</param>
    /// <param name="length">The length of a window.</param>
    public static IEnumerable<SampledCurve> CurvesOf(CurveQuery query, SeriesGroup group, double[]?[] windows, TimeSpan length)
    {
        var buckets = Buckets.Of(group.Family);
        if (query.Measure == Measure.Quantiles)
        {
            foreach (var (quantile, name) in query.Quantiles)
                yield return new SampledCurve(group.Name, Values(windows, increases => buckets.Quantile(quantile, increases))) { Quantile = quantile, QuantileName = name };
        }
        else if (query.Measure == Measure.Buckets)
        {
            var below = -1;
            foreach (var (bound, place) in buckets.Bounds)
            {
                var before = below;
                yield return new SampledCurve(group.Name, Values(windows, increases => increases[place] - (before < 0 ? 0 : increases[before]))) { UpperBound = bound };
                below = place;
            }
        }
        else if (query.Measure == Measure.Mean)
        {
            yield return new SampledCurve(group.Name, Values(windows, buckets.Mean));
        }
        else
        {
            var perWindow = query.Per / length;
            yield return new SampledCurve(group.Name, Values(windows, increases => increases[0] * perWindow));
        }
    }

    private static double[] Values(double[]?[] windows, Func<double[], double> value) => Array.ConvertAll(windows, increases => increases is null ? double.NaN : value(increases));

    private int? IndexOf(long tick) => tick >= firstTick && (tick - firstTick) % step == 0 && (tick - firstTick) / step < _count ? (int)((tick - firstTick) / step) : null;
}
