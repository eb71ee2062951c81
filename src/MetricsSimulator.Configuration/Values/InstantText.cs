using System.Globalization;

namespace MetricsSimulator.Configuration.Values;

/// <summary>
/// How an instant is written: RFC 3339 with an offset, <c>2026-01-01T00:00:00Z</c> or <c>2026-01-01 01:00:00.5+01:00</c>. Thread-safe.
/// </summary>
public static class InstantText
{
    /// <summary>What may be written, for messages.</summary>
    public const string Expected = "a time with an offset like 2026-01-01T00:00:00Z";

    private static readonly string[] s_formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFzzz",
    ];

    /// <summary>Reads an instant. False when the text is not one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="instant">The instant, in UTC.</param>
    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        ArgumentNullException.ThrowIfNull(text);
        return DateTimeOffset.TryParseExact(
            text.ToUpperInvariant(), s_formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
    }

    /// <summary>The text that <see cref="TryParse"/> reads as <paramref name="instant"/>, in UTC and no longer than it has to be.</summary>
    public static string Format(DateTimeOffset instant) =>
        instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
