using System.Globalization;

namespace MetricsSimulator.Cli.Lessons;

/// <summary>An answer to an exercise: a number, an expression of PromQL, or a word. Immutable.</summary>
internal sealed record Answer
{
    // Two expressions that mean the same differ only by rounding.
    private const double Rounding = 1e-6;

    private Answer(string text, double? value, string? expression, double tolerance) => (Text, Value, Expression, Tolerance) = (text, value, expression, tolerance);

    /// <summary>The answer as a learner would type it.</summary>
    public string Text { get; }

    /// <summary>The number; null if the answer is none.</summary>
    public double? Value { get; }

    /// <summary>The expression, as PromQL; null if the answer is none.</summary>
    public string? Expression { get; }

    /// <summary>The greatest relative difference between a number and this answer; from 0 to 1.</summary>
    public double Tolerance { get; }

    /// <summary>The greatest relative difference between the values of an expression and those of this one.</summary>
    public double ExpressionTolerance { get; init; } = Rounding;

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="tolerance">The relative difference that is still right, from 0 to 1. Say beside it where it comes from.</param>
    public static Answer Number(double value, double tolerance) => new(value.ToString("G6", CultureInfo.InvariantCulture), value, null, tolerance);

    /// <summary>An expression. A learner may also answer with the number that it gives now.</summary>
    /// <param name="expression">The expression, as PromQL.</param>
    /// <param name="tolerance">The relative difference between that number and the expression's value that is still right, from 0 to 1: the value moves while one types.</param>
    public static Answer Query(string expression, double tolerance = 0.05) => new(expression, null, expression, tolerance);

    /// <summary>A word, in whatever case and with whatever signs between its letters.</summary>
    public static Answer Word(string word) => new(word, null, null, 0);

    /// <summary>Reads a number as a learner may type it: <c>0.05</c>, <c>1e6</c>, <c>5%</c>, <c>2,000,000</c>.</summary>
    public static bool TryReadNumber(string text, out double number)
    {
        var trimmed = text.Trim();
        var isShare = trimmed.EndsWith('%');
        if (!double.TryParse(isShare ? trimmed[..^1] : trimmed, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out number)) return false;
        if (isShare) number /= 100;
        return double.IsFinite(number);
    }

    /// <summary>Whether a text seems to be a number with a comma in front of its decimals: <c>0,25</c>. In <c>2,000</c> the comma groups thousands.</summary>
    public static bool HasDecimalComma(string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        return comma > 0 && TryReadNumber(text, out _) && (text.Trim().TrimEnd('%').Length - comma - 1 != 3 || text.Trim()[0] == '0') && text.LastIndexOf(',') == comma;
    }

    /// <summary>Whether two texts are the same word. Case and signs do not count: <c>level shift</c> is <c>level_shift</c>.</summary>
    public static bool AreSameWord(string one, string other) => Letters(one).Equals(Letters(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a number is this one.</summary>
    /// <param name="number">The number.</param>
    /// <param name="value">The number that is right.</param>
    public bool IsNear(double number, double value) => IsNear(number, value, Tolerance);

    /// <summary>Whether two numbers differ by at most a share of the greater one.</summary>
    public static bool IsNear(double one, double other, double tolerance) =>
        one.Equals(other) || double.IsFinite(one) && double.IsFinite(other) && Math.Abs(one - other) <= tolerance * Math.Max(Math.Abs(one), Math.Abs(other));

    private static string Letters(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit));
}
