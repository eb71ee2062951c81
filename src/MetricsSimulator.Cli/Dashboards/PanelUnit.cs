using MetricsSimulator.Cli.Charts;
using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>The unit of a panel's values.</summary>
/// <param name="Grafana">Grafana's name for it.</param>
/// <param name="Axis">The label of the axis; empty if every number already has its unit.</param>
/// <remarks>Source: grafana/grafana, packages/grafana-data/src/valueFormats/categories.ts.</remarks>
internal sealed record PanelUnit(string Grafana, string Axis)
{
    /// <summary>Things that are counted.</summary>
    public static readonly PanelUnit Count = new("short", "");

    /// <summary>US dollars.</summary>
    public static readonly PanelUnit Dollars = new("currencyUSD", "");

    /// <summary>Seconds.</summary>
    public static readonly PanelUnit Seconds = new("s", "");

    /// <summary>A share of a whole, from 0 to 1, shown in percent.</summary>
    public static readonly PanelUnit Share = new("percentunit", "");

    /// <summary>The same unit for a picture.</summary>
    public ChartUnit Chart => Grafana switch
    {
        "s" => ChartUnit.Seconds,
        "percentunit" => ChartUnit.Share,
        "currencyUSD" => ChartUnit.Of(Axis.Length > 0 ? Axis : "USD"),
        "bytes" => ChartUnit.Of("bytes"),
        "binBps" => ChartUnit.Of("bytes/s"),
        "ms" => ChartUnit.Of("ms"),
        "percent" => ChartUnit.Of("%"),
        "celsius" => ChartUnit.Of("°C"),
        _ => ChartUnit.Of(Axis),
    };

    /// <summary>Things that are counted in a span of time.</summary>
    /// <param name="rate">The things and the span: <c>tokens/s</c>.</param>
    public static PanelUnit Rate(string rate) => new("short", rate);

    /// <summary>Dollars in a span of time.</summary>
    /// <param name="span">The span: <c>hour</c>.</param>
    public static PanelUnit DollarsPer(string span) => new("currencyUSD", $"dollars/{span}");

    /// <summary>The unit of the values of a metric.</summary>
    public static PanelUnit Of(MetricUnit unit) => NameOf(unit) is { } name ? new(name, "") : new("short", unit.Plural);

    /// <summary>The unit of the increase of values per second.</summary>
    public static PanelUnit RateOf(MetricUnit unit)
    {
        if (unit == MetricUnit.Bytes) return new("binBps", "");
        // Seconds per second are a share of time.
        if (unit == MetricUnit.Seconds) return Share;
        return unit == MetricUnit.Dollars ? DollarsPer("second") : new("short", unit.Plural.Length == 0 ? "per second" : $"{unit.Plural}/s");
    }

    private static string? NameOf(MetricUnit unit) => unit switch
    {
        _ when unit == MetricUnit.Seconds => "s",
        _ when unit == MetricUnit.Milliseconds => "ms",
        _ when unit == MetricUnit.Bytes => "bytes",
        _ when unit == MetricUnit.Dollars => "currencyUSD",
        _ when unit == MetricUnit.Ratio => "percentunit",
        _ when unit == MetricUnit.Percent => "percent",
        _ when unit == MetricUnit.Celsius => "celsius",
        _ => null,
    };
}
