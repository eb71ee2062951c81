using System.Globalization;

namespace MetricsSimulator;

/// <summary>
/// Builds the texts of the model's rules. A rule is written once, in a <c>Violation</c> method of the type that it protects: the constructor
/// throws what it returns, and a reader of configuration reports it with its place. Thread-safe.
/// </summary>
public static class Rule
{
    /// <summary>The sentence for a broken rule and the number found: <c>must be 0 or more, got -50</c>.</summary>
    public static string Broken(string rule, double found) => $"{rule}, got {Spell(found)}";

    /// <summary>The sentence for a broken rule and the pair of numbers found: <c>…, got [100, 0]</c>.</summary>
    public static string Broken(string rule, double first, double second) => $"{rule}, got [{Spell(first)}, {Spell(second)}]";

    /// <summary>The sentence for a broken rule and the text found: <c>…, got 'team-queue'</c>.</summary>
    public static string Broken(string rule, string found) => $"{rule}, got '{found}'";

    /// <summary>The rule that a number breaks if it must be finite; null if it breaks none.</summary>
    public static string? Finite(double value) => double.IsFinite(value) ? null : Broken("must be a finite number", value);

    /// <summary>The rule that a number breaks if it must be finite and 0 or more; null if it breaks none.</summary>
    public static string? NonNegative(double value) =>
        Finite(value) ?? (value >= 0 ? null : Broken("must be 0 or more", value));

    /// <summary>The rule that a number breaks if it must be finite and above 0; null if it breaks none.</summary>
    public static string? Positive(double value) =>
        Finite(value) ?? (value > 0 ? null : Broken("must be above 0", value));

    /// <summary>The rule that a number breaks if it must be a probability; null if it breaks none.</summary>
    public static string? Probability(double value) => value is >= 0 and <= 1 ? null : Broken("must be from 0 to 1", value);

    /// <summary>The rule that a span of time breaks if it must be above zero; null if it breaks none.</summary>
    public static string? Positive(TimeSpan value) =>
        value > TimeSpan.Zero ? null : Broken("must be longer than 0 seconds", value.TotalSeconds);

    /// <summary>The rule that a text breaks if Prometheus is to show it; null if it breaks none. It may have no control characters but tabs and ends of lines.</summary>
    public static string? Printable(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var i = 0; i < text.Length; i++)
            if (char.IsControl(text[i]) && text[i] is not ('\n' or '\t')) return string.Create(CultureInfo.InvariantCulture, $"may have no control characters but \\n and \\t, got U+{(int)text[i]:X4} at character {i + 1}");
        return null;
    }

    /// <summary>How an interval is written: <c>[0, 100]</c>.</summary>
    public static string Interval(double lower, double upper) => $"[{Spell(lower)}, {Spell(upper)}]";

    /// <summary>Throws if a rule is broken.</summary>
    /// <param name="violation">The result of a <c>Violation</c> method.</param>
    /// <param name="subject">The name of the value that breaks the rule, put in front; null for none.</param>
    /// <exception cref="ArgumentException"><paramref name="violation"/> is not null.</exception>
    public static void Require(string? violation, string? subject = null)
    {
        if (violation is not null) throw new ArgumentException(subject is null ? violation : $"{subject}: {violation}");
    }

    private static string Spell(double value) => double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
