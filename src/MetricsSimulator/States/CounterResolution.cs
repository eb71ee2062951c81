namespace MetricsSimulator.States;

/// <summary>
/// How totals become the values that a counter shows. Totals are kept in steps of the resolution, fractions included, so that nothing is lost
/// to rounding; a counter shows the whole steps.
/// </summary>
internal sealed class CounterResolution
{
    private readonly bool _whole;
    private readonly double _multiplier;
    private readonly double _divisor;

    /// <summary>Creates the rule.</summary>
    /// <param name="resolution">The size of a step; 0 when the counter shows every value.</param>
    public CounterResolution(double resolution)
    {
        _whole = resolution != 0;
        _multiplier = resolution >= 1 ? resolution : 1;
        // A quotient of two whole numbers is the double nearest to its decimal; a product with 0.000001 is not.
        _divisor = resolution is > 0 and < 1 ? Math.Round(1 / resolution) : 1;
    }

    /// <summary>The steps in one unit of the counter.</summary>
    public double StepsPerUnit => _divisor / _multiplier;

    /// <summary>Whether a counter shows whole steps only.</summary>
    public bool IsWhole => _whole;

    /// <summary>The part of a number of steps that a counter shows.</summary>
    public double WholeSteps(double steps) => _whole ? Math.Floor(steps) : steps;

    /// <summary>What a counter shows for a number of steps that it shows.</summary>
    public double ValueOf(double wholeSteps) => _whole ? wholeSteps * _multiplier / _divisor : wholeSteps;

    /// <summary>Writes what a counter shows for its totals.</summary>
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
