using System.Globalization;

namespace MetricsSimulator.Configuration.Values;

/// <summary>How a day of the calendar is written: <c>2026-12-24</c>.</summary>
public static class DateText
{
    /// <summary>What may be written, for messages.</summary>
    public const string Expected = "a date like 2026-12-24";

    private const string Form = "yyyy-MM-dd";

    /// <summary>Reads a date. False when the text is not one, or there is no such day.</summary>
    /// <param name="text">The text.</param>
    /// <param name="date">The date.</param>
    public static bool TryParse(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    /// <summary>The text that <see cref="TryParse"/> reads as <paramref name="date"/>.</summary>
    public static string Format(DateOnly date) => date.ToString(Form, CultureInfo.InvariantCulture);
}
