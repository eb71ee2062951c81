namespace MetricsSimulator.Processes;

/// <summary>
/// The closed interval [<see cref="Lower"/>, <see cref="Upper"/>] that a path never leaves.
/// </summary>
public sealed record Bounds
{
    /// <summary>[0, ∞): the default of every process.</summary>
    public static readonly Bounds NonNegative = new(0, double.PositiveInfinity);

    /// <summary>(−∞, ∞): no bounds at all.</summary>
    public static readonly Bounds None = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Creates the interval from <paramref name="lower"/> to <paramref name="upper"/>, in the unit of the path.</summary>
    /// <param name="lower">The lowest value; may be −∞.</param>
    /// <param name="upper">The highest value, above <paramref name="lower"/>; may be ∞.</param>
    /// <exception cref="ArgumentException"><see cref="Violation"/> names a broken rule.</exception>
    public Bounds(double lower, double upper)
    {
        Rule.Require(Violation(lower, upper));
        Lower = lower;
        Upper = upper;
    }

    /// <summary>The lowest value that the path takes.</summary>
    public double Lower { get; }

    /// <summary>The highest value that the path takes.</summary>
    public double Upper { get; }

    /// <summary>Whether <paramref name="value"/> lies in the interval, its ends included.</summary>
    public bool Contains(double value) => value >= Lower && value <= Upper;

    /// <summary>The rule that the two ends break; null if they form an interval.</summary>
    public static string? Violation(double lower, double upper)
    {
        if (double.IsNaN(lower) || double.IsNaN(upper)) return Rule.Broken("must be two numbers", lower, upper);
        if (lower >= upper) return Rule.Broken("must be [lower, upper] with lower below upper", lower, upper);
        if (double.IsPositiveInfinity(lower) || double.IsNegativeInfinity(upper)) return Rule.Broken("must hold a finite number", lower, upper);
        return null;
    }
}
