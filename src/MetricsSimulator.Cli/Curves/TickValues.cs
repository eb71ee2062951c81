using System.Collections.Immutable;
using MetricsSimulator.Cli.Charts;

namespace MetricsSimulator.Cli.Curves;

/// <summary>Values that every tick has, thinned as they come. One thread at a time.</summary>
/// <param name="query">What is read.</param>
/// <param name="begin">Where the span begins.</param>
/// <param name="end">Where it ends.</param>
/// <param name="columns">How many columns it is drawn in, about.</param>
internal sealed class TickValues(CurveQuery query, DateTimeOffset begin, DateTimeOffset end, int columns)
{
    // A picture thins once more, to columns that need not be these.
    private const int Finer = 4;

    private readonly List<PointThinner> _curves = [];

    /// <summary>Keeps a tick.</summary>
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
