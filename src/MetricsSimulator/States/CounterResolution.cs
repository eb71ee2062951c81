namespace MetricsSimulator.States;

/// <summary>
/// How totals become the values of a counter. Totals are kept in steps of the resolution, with their fractions, so that no rounding error
/// adds up; a counter shows whole steps.
/// </summary>
internal sealed class CounterResolution
{
    private readonly bool _whole;
    private readonly double _multiplier;
    private readonly double _divisor;

    /// <summary>Creates the rule.</summary>
    /// <param name="resolution">The size of a step; 0 if the counter shows fractions of any size.</param>
    public CounterResolution(double resolution)
    {
        _whole = resolution != 0;
        _multiplier = resolution >= 1 ? resolution : 1;
        // A quotient of two whole numbers is the double nearest to its decimal; a product with 0.000001 is not.
        _divisor = resolution is > 0 and < 1 ? Math.Round(1 / resolution) : 1;
    }

    /// <summary>The number of steps in one unit of the counter.</summary>
    public double StepsPerUnit => _divisor / _multiplier;

    /// <summary>Whether a counter shows only whole steps.</summary>
    public bool IsWhole => _whole;

    /// <summary>The part of a number of steps that a counter shows.</summary>
    public double WholeSteps(double steps) => _whole ? Math.Floor(steps) : steps;

    /// <summary>The value of a counter that shows a given number of steps.</summary>
    public double ValueOf(double wholeSteps) => _whole ? wholeSteps * _multiplier / _divisor : wholeSteps;

    /// <summary>Writes the values of a counter for its totals.</summary>
    public void Show(ReadOnlySpan<double> totals, Span<double> values)
    {
        if (!_whole)
        {
            totals.CopyTo(values);
            return;
        }

        for (var i = 0; i < totals.Length; i++) values[i] = Math.Floor(totals[i]) * _multiplier / _divisor;
    }
}
