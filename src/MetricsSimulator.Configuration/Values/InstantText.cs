using System.Globalization;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Values;

/// <summary>
/// The text form of an instant: RFC 3339 with an offset, <c>2026-01-01T00:00:00Z</c> or <c>2026-01-01 01:00:00.123456789+01:00</c>.
/// </summary>
public static class InstantText
{
    /// <summary>The expected text, for messages.</summary>
    public const string Expected = "a time with an offset like 2026-01-01T00:00:00Z";

    /// <summary>The number of digits of a fraction that count: an instant is a whole number of 100 ns.</summary>
    private const int Digits = 7;

    private static readonly string[] s_formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFzzz",
    ];

    /// <summary>The text form as a regular expression of ECMAScript, without its beginning.</summary>
    internal const string Pattern = @"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$";

    /// <summary>The text form as a JSON Schema.</summary>
    internal static MapNode Schema { get; } = JsonSchema.Join(JsonSchema.Type("string"), JsonSchema.Of(
        ("pattern", JsonSchema.Text("^" + Pattern))));

    /// <summary>Reads an instant. False if the text is not one.</summary>
    /// <param name="text">The text. A fraction of a second may have any number of digits; those after the seventh are cut off.</param>
    /// <param name="instant">The instant, in UTC.</param>
    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        ArgumentNullException.ThrowIfNull(text);
        return DateTimeOffset.TryParseExact(
            Shorten(text).ToUpperInvariant(), s_formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
    }

    /// <summary>The shortest text that <see cref="TryParse"/> reads as <paramref name="instant"/>, in UTC.</summary>
    public static string Format(DateTimeOffset instant) =>
        instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static string Shorten(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0) return text;
        var end = point + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return end - point - 1 <= Digits ? text : string.Concat(text.AsSpan(0, point + 1 + Digits), text.AsSpan(end));
    }
}
