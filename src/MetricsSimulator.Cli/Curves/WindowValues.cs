using System.Collections.Immutable;
using MetricsSimulator.Cli.Charts;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Curves;

/// <summary>Values of increases over a window, at regular steps: rates, means, quantiles. One thread at a time.</summary>
/// <param name="query">The query.</param>
/// <param name="firstTick">The first tick of the span.</param>
/// <param name="ticks">The number of its ticks.</param>
/// <param name="step">The number of ticks from one value to the next.</param>
/// <param name="window">The number of ticks of the window.</param>
internal sealed class WindowValues(CurveQuery query, long firstTick, long ticks, long step, long window)
{
    private readonly List<(double[]?[] Begins, double[]?[] Increases)> _curves = [];
    private readonly int _count = (int)((ticks + step - 1) / step);

    /// <summary>Adds a tick.</summary>
    public void Keep(long tick, DateTimeOffset instant, SeriesGroups groups)
    {
        for (var i = 0; i < groups.Groups.Count; i++)
        {
            if (i == _curves.Count) _curves.Add((new double[]?[_count], new double[]?[_count]));
            var group = groups.Groups[i];
            group.ForgetGaps(tick - window);
            if (IndexOf(tick + window) is { } begun) _curves[i].Begins[begun] = group.Increases.ToArray();
            // A window that begins before the run has no value.
            if (IndexOf(tick) is not { } ended || group.Present == 0 || tick < window) continue;
            _curves[i].Increases[ended] = group.IncreasesSince(_curves[i].Begins[ended], tick - window, tick);
            _curves[i].Begins[ended] = null;
        }
    }

    /// <summary>The curves.</summary>
    public ImmutableArray<Curve> Take(SeriesGroups groups, Timeline timeline)
    {
        var curves = ImmutableArray.CreateBuilder<Curve>();
        for (var i = 0; i < _curves.Count; i++)
        {
            var (group, windows) = (groups.Groups[i], _curves[i].Increases);
            var buckets = Buckets.Of(group.Family);
            if (query.Measure == Measure.Quantiles)
                foreach (var (quantile, name) in query.Quantiles) Add(group.Name.Length == 0 ? name : $"{group.Name} {name}", increases => buckets.Quantile(quantile, increases));
            else if (query.Measure == Measure.Mean) Add(group.Name, buckets.Mean);
            else Add(group.Name, increases => increases[0] * (query.Per / (window * timeline.UpdateInterval)));

            void Add(string name, Func<double[], double> value) =>
                curves.Add(new Curve(name, [.. Enumerable.Range(0, _count).Select(k => new ChartPoint(timeline.InstantOf(firstTick + k * step), windows[k] is { } increases ? value(increases) : double.NaN))]));
        }

        return curves.ToImmutable();
    }

    private int? IndexOf(long tick) => tick >= firstTick && (tick - firstTick) % step == 0 && (tick - firstTick) / step < _count ? (int)((tick - firstTick) / step) : null;
}
