using MetricsSimulator.Cli.Charts;
using MetricsSimulator.Cli.Curves;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Plots;

/// <summary>Finds the unit of a curve.</summary>
internal static class PlotUnit
{
    /// <summary>The unit of a curve.</summary>
    /// <param name="query">The curve.</param>
    /// <param name="unit">The unit of the metric.</param>
    public static ChartUnit Of(CurveQuery query, MetricUnit unit) => query.Measure switch
    {
        Measure.Series => ChartUnit.Of("series"),
        Measure.Rate => ChartUnit.Of($"{unit.Plural} per {Spelled(query.Per)}, over {DurationText.Format(query.Window)}".TrimStart()),
        _ when unit == MetricUnit.Seconds => ChartUnit.Seconds,
        _ when unit == MetricUnit.Ratio => ChartUnit.Share,
        _ => ChartUnit.Of(unit.Plural),
    };

    private static string Spelled(TimeSpan per) => per.TotalSeconds switch
    {
        1 => "second",
        60 => "minute",
        3600 => "hour",
        86400 => "day",
        _ => DurationText.Format(per),
    };
}
