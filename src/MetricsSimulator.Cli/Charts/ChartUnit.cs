using System.Collections.Immutable;
using System.Globalization;

namespace MetricsSimulator.Cli.Charts;

/// <summary>The unit of a value, and how values in it are spelled.</summary>
internal sealed class ChartUnit
{
    /// <summary>No unit.</summary>
    public static readonly ChartUnit None = Of("");

    /// <summary>Seconds, which are shown as milliseconds, minutes, hours or days where those are rounder.</summary>
    public static readonly ChartUnit Seconds = new("", [(86400, " d"), (3600, " h"), (60, " min"), (1, " s"), (1e-3, " ms"), (1e-6, " µs")], leastOfNext: 2);

    /// <summary>A share of 1, which is shown in percent.</summary>
    public static readonly ChartUnit Share = new("", [(0.01, "%")], leastOfNext: 1);

    private readonly ImmutableArray<(double Factor, string Symbol)> _scales;
    private readonly double _leastOfNext;

    private ChartUnit(string name, ImmutableArray<(double Factor, string Symbol)> scales, double leastOfNext) =>
        (Name, _scales, _leastOfNext) = (name, scales, leastOfNext);

    /// <summary>What stands beside the title; empty for nothing.</summary>
    public string Name { get; }

    /// <summary>Any other unit.</summary>
    /// <param name="name">What it is called: <c>tokens/s</c>.</param>
    public static ChartUnit Of(string name) => new(name, [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"), (1, "")], leastOfNext: 10);

    /// <summary>What values up to a greatest one are divided by, and what stands behind them then.</summary>
    /// <param name="greatest">The greatest value, in size.</param>
    public (double Factor, string Symbol) ScaleOf(double greatest)
    {
        foreach (var scale in _scales)
            if (greatest >= scale.Factor * (scale.Factor <= 1 ? 1 : _leastOfNext)) return scale;
        return _scales[^1];
    }

    /// <summary>A value to three digits, with its unit.</summary>
    public string Format(double value)
    {
        if (double.IsNaN(value)) return "–";
        if (double.IsInfinity(value)) return value > 0 ? "∞" : "−∞";
        var (factor, symbol) = ScaleOf(Math.Abs(value));
        return Digits(value / factor) + symbol + (Name.Length == 0 ? "" : " " + Name);
    }

    private static string Digits(double value)
    {
        var size = Math.Abs(value);
        var format = size switch
        {
            0 => "0",
            < 0.001 or >= 1e7 => "0.##E0",
            < 1 => "0.####",
            < 10 => "0.##",
            < 100 => "0.#",
            _ => "#,0",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }
}
