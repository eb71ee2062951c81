using System.Buffers;
using System.Globalization;
using System.Text;

namespace MetricsSimulator.Configuration.Values;

/// <summary>
/// The text form of a span of time: a number of seconds, or numbers with the units <c>w d h m s ms</c> from the longest to the shortest
/// (<c>10s</c>, <c>500ms</c>, <c>1h30m</c>, <c>1.5h</c>). Thread-safe.
/// </summary>
public static class DurationText
{
    /// <summary>The expected text, for messages: <c>a number of seconds or a duration …</c>.</summary>
    public const string Expected = "a number of seconds or a duration like 10s, 500ms or 1h30m";

    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789.");

    private static readonly (string Unit, long Ticks)[] s_units =
    [
        ("w", 7 * TimeSpan.TicksPerDay),
        ("d", TimeSpan.TicksPerDay),
        ("h", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
    ];

    /// <summary>Reads a span of time; a sign in front is allowed. False if the text is not a span, or is longer than 29,000 years.</summary>
    /// <param name="text">The text.</param>
    /// <param name="duration">The span, rounded to 100 ns.</param>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(text);
        duration = default;
        if (text.Length is 0 or > 64) return false;
        if (TryNumber(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent, out var seconds))
            return TryTicks(seconds, TimeSpan.TicksPerSecond, 0, out duration);

        var isNegative = text[0] == '-';
        var rest = text.AsSpan(isNegative ? 1 : 0);
        if (rest.IsEmpty) return false;
        var next = 0;
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExcept(s_digits);
            if (digits <= 0) return false;
            var letters = rest[digits..].IndexOfAny(s_digits);
            var unit = letters < 0 ? rest[digits..] : rest.Slice(digits, letters);
            while (next < s_units.Length && !unit.SequenceEqual(s_units[next].Unit)) next++;
            if (next == s_units.Length || !TryNumber(rest[..digits], NumberStyles.None, out var count)) return false;
            if (!TryTicks(count, s_units[next].Ticks, duration.Ticks, out duration)) return false;
            rest = rest[(digits + unit.Length)..];
            next++;
        }

        if (isNegative) duration = -duration;
        return true;
    }

    /// <summary>The text that <see cref="TryParse"/> reads as <paramref name="duration"/>: <c>1h30m</c>, <c>10s</c>, <c>0s</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero && duration != TimeSpan.MinValue) return "-" + Format(-duration);
        if (duration.Ticks % TimeSpan.TicksPerMillisecond != 0 || duration < TimeSpan.Zero)
            return string.Create(CultureInfo.InvariantCulture, $"{(decimal)duration.Ticks / TimeSpan.TicksPerSecond}s");
        var text = new StringBuilder();
        var rest = duration.Ticks;
        // Days and weeks are read but not written: Prometheus users write 24h.
        foreach (var (unit, ticks) in s_units.AsSpan(2))
        {
            if (rest / ticks > 0) text.Append(CultureInfo.InvariantCulture, $"{rest / ticks}{unit}");
            rest %= ticks;
        }

        return text.Length == 0 ? "0s" : text.ToString();
    }

    private static bool TryNumber(ReadOnlySpan<char> text, NumberStyles style, out decimal value) =>
        decimal.TryParse(text, style | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);

    private static bool TryTicks(decimal count, long unit, long before, out TimeSpan duration)
    {
        duration = default;
        if (Math.Abs(count) > (decimal)long.MaxValue / unit) return false;
        var ticks = Math.Round(count * unit) + before;
        if (Math.Abs(ticks) > long.MaxValue) return false;
        duration = TimeSpan.FromTicks((long)ticks);
        return true;
    }
}
