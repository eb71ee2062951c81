using System.Collections.Immutable;
using System.Globalization;

namespace MetricsSimulator.Cli.Charts;

/// <summary>An axis of values with round, evenly spaced ticks, from at most the least value to at least the greatest.</summary>
internal sealed class ValueAxis
{
    // Larger values would overflow when a step is added.
    private const double Largest = 1e300;

    // Smaller values have fewer digits, so no step fits between them and zero.
    private const double Smallest = 1e-300;

    private readonly int _decimals;
    private readonly double _step;
    private readonly double _factor;
    private readonly string _symbol;

    /// <summary>Creates the axis of some values.</summary>
    /// <param name="least">The least value; not above <paramref name="greatest"/>.</param>
    /// <param name="greatest">The greatest value.</param>
    /// <param name="unit">Their unit.</param>
    /// <param name="height">The height of the axis in pixels.</param>
    public ValueAxis(double least, double greatest, ChartUnit unit, double height)
    {
        (least, greatest) = (Shown(least), Shown(greatest));
        // The axis includes zero if zero is near. It also does if all values are about equal, because it would have no length otherwise.
        var isFlat = greatest - least <= 1e-6 * Math.Max(Math.Abs(least), Math.Abs(greatest));
        if (least > 0 && (isFlat || least < 0.5 * greatest)) least = 0;
        if (greatest < 0 && (isFlat || greatest > 0.5 * least)) greatest = 0;
        if (least == greatest) greatest = least + 1;

        (_factor, _symbol) = unit.ScaleOf(Math.Max(Math.Abs(least), Math.Abs(greatest)));
        var parts = Math.Clamp(Math.Floor(height / 42), 1, 6);
        var step = RoundStep((greatest - least) / _factor / parts);
        var first = Math.Floor(least / _factor / step + 1e-9);
        var last = Math.Ceiling(greatest / _factor / step - 1e-9);
        _step = step;
        _decimals = (int)Math.Max(0, -Math.Floor(Math.Log10(step) + 1e-9));
        Ticks = [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step * _factor)];
    }

    /// <summary>The values of the ticks, ascending; at least two.</summary>
    public ImmutableArray<double> Ticks { get; }

    /// <summary>The lower end.</summary>
    public double Lower => Ticks[0];

    /// <summary>The upper end.</summary>
    public double Upper => Ticks[^1];

    /// <summary>The label of a tick.</summary>
    public string Label(double tick)
    {
        var value = tick / _factor;
        if (Math.Abs(value) < _step / 2) return "0";
        var digits = _decimals > 6 || Math.Abs(value) >= 1e9
            ? value.ToString("0.########E0", CultureInfo.InvariantCulture)
            : value.ToString("N" + _decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return digits.Replace('-', '−') + _symbol;
    }

    /// <summary>The place of a value, from 0 at the lower end to 1 at the upper. Values outside are placed at the nearer end.</summary>
    public double Position(double value) => Math.Clamp((value - Lower) / (Upper - Lower), 0, 1);

    private static double Shown(double value) => Math.Abs(value) < Smallest ? 0 : Math.Clamp(value, -Largest, Largest);

    /// <summary>The smallest of 1, 2 and 5 times a power of ten that is not below a step.</summary>
    private static double RoundStep(double step)
    {
        // Parsing gives the same power of ten on every machine; computing it may not.
        var power = double.Parse(string.Create(CultureInfo.InvariantCulture, $"1E{Math.Floor(Math.Log10(step))}"), CultureInfo.InvariantCulture);
        foreach (var factor in (ReadOnlySpan<double>)[1, 2, 5])
            if (factor * power >= step * (1 - 1e-9)) return factor * power;
        return 10 * power;
    }
}
