using System.Collections.Immutable;
using MetricsSimulator.Cli.Charts;

namespace MetricsSimulator.Cli.Curves;

/// <summary>Values of every tick, thinned while they are added. One thread at a time.</summary>
/// <param name="query">The query.</param>
/// <param name="begin">The start of the span.</param>
/// <param name="end">The end of the span.</param>
/// <param name="columns">The approximate number of columns in which it is drawn.</param>
internal sealed class TickValues(CurveQuery query, DateTimeOffset begin, DateTimeOffset end, int columns)
{
    // The picture thins again, to columns that may differ from these.
    private const int Finer = 4;

    private readonly List<PointThinner> _curves = [];

    /// <summary>Adds a tick.</summary>
    public void Keep(long tick, DateTimeOffset instant, SeriesGroups groups)
    {
        for (var i = 0; i < groups.Groups.Count; i++)
        {
            if (i == _curves.Count) _curves.Add(new PointThinner(begin, end, Finer * columns));
            var group = groups.Groups[i];
            var value = query.Measure == Measure.Series ? group.Present * group.Family.Series.Length : group.Sums[0];
            _curves[i].Add(new ChartPoint(instant, group.Present == 0 ? double.NaN : value));
        }
    }

    /// <summary>The curves.</summary>
    public ImmutableArray<Curve> Take(SeriesGroups groups) => [.. groups.Groups.Zip(_curves, (group, curve) => new Curve(group.Name, curve.Take()))];
}
