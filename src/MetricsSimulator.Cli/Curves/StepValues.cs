namespace MetricsSimulator.Cli.Curves;

/// <summary>Values at regular steps: sums of gauges and counters, or numbers of series. One thread at a time.</summary>
/// <param name="query">The query.</param>
/// <param name="firstTick">The first tick of the span.</param>
/// <param name="ticks">The number of its ticks.</param>
/// <param name="step">The number of ticks from one value to the next.</param>
internal sealed class StepValues(CurveQuery query, long firstTick, long ticks, long step)
{
    private readonly List<double[]> _curves = [];
    private readonly int _count = (int)((ticks + step - 1) / step);

    /// <summary>Adds a tick of the span.</summary>
    public void Keep(long tick, SeriesGroups groups)
    {
        if ((tick - firstTick) % step != 0) return;
        for (var i = 0; i < groups.Groups.Count; i++)
        {
            if (i == _curves.Count)
            {
                _curves.Add(new double[_count]);
                Array.Fill(_curves[i], double.NaN);
            }

            _curves[i][(tick - firstTick) / step] = ValueOf(query, groups.Groups[i]);
        }
    }

    /// <summary>The value of a group at the tick that it read last; NaN if it has none.</summary>
    /// <param name="query">The query.</param>
    /// <param name="group">The group.</param>
    public static double ValueOf(CurveQuery query, SeriesGroup group) =>
        group.Present == 0 ? double.NaN : query.Measure == Measure.Series ? group.Present * group.Family.Series.Length : group.Sums[0];

    /// <summary>The values at each step; NaN where there is none.</summary>
    /// <param name="groups">The groups that were read.</param>
    public IEnumerable<SampledCurve> Take(SeriesGroups groups) => groups.Groups.Zip(_curves, (group, values) => new SampledCurve(group.Name, values));
}
