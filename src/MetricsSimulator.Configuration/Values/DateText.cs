using System.Globalization;

namespace MetricsSimulator.Configuration.Values;

/// <summary>The text form of a date: <c>2026-12-24</c>.</summary>
public static class DateText
{
    /// <summary>The expected text, for messages.</summary>
    public const string Expected = "a date like 2026-12-24";

    private const string Form = "yyyy-MM-dd";

    /// <summary>Reads a date. False if the text is not a date, or there is no such day.</summary>
    /// <param name="text">The text.</param>
    /// <param name="date">The date.</param>
    public static bool TryParse(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    /// <summary>The text that <see cref="TryParse"/> reads as <paramref name="date"/>.</summary>
    public static string Format(DateOnly date) => date.ToString(Form, CultureInfo.InvariantCulture);
}
