using System.Collections.Immutable;
using System.Globalization;

namespace MetricsSimulator.Cli.Charts;

/// <summary>The unit of a value, and the spelling of values with it.</summary>
internal sealed class ChartUnit
{
    /// <summary>No unit.</summary>
    public static readonly ChartUnit None = Of("");

    /// <summary>Seconds, shown as microseconds, milliseconds, minutes, hours or days where that gives rounder numbers.</summary>
    public static readonly ChartUnit Seconds = new("", [(86400, " d", 2), (3600, " h", 2), (60, " min", 2), (1, " s", 1), (1e-3, " ms", 1), (1e-6, " µs", 1)]);

    /// <summary>A share of 1, shown in percent.</summary>
    public static readonly ChartUnit Share = new("", [(0.01, "%", 1)]);

    // From the largest down. Each is used for values from a number of it on.
    private readonly ImmutableArray<(double Factor, string Symbol, double From)> _scales;

    private ChartUnit(string name, ImmutableArray<(double Factor, string Symbol, double From)> scales) => (Name, _scales) = (name, scales);

    /// <summary>The text beside the title; empty for none.</summary>
    public string Name { get; }

    /// <summary>Any other unit.</summary>
    /// <param name="name">Its name: <c>tokens/s</c>.</param>
    public static ChartUnit Of(string name) => new(name, [(1e12, "T", 1), (1e9, "G", 1), (1e6, "M", 1), (1e3, "k", 10), (1, "", 1)]);

    /// <summary>The divisor for values up to a greatest one, and the symbol to write after them.</summary>
    /// <param name="greatest">The greatest absolute value.</param>
    public (double Factor, string Symbol) ScaleOf(double greatest)
    {
        foreach (var (factor, symbol, from) in _scales)
            if (greatest >= factor * from) return (factor, symbol);
        return (_scales[^1].Factor, _scales[^1].Symbol);
    }

    /// <summary>A value with three digits and its unit.</summary>
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
