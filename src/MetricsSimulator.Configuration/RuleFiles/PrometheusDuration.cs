using System.Globalization;

namespace MetricsSimulator.Configuration.RuleFiles;

/// <summary>A span of time as Prometheus writes it in rules and expressions: whole numbers with units from the longest to the shortest, <c>1h30m</c>. A year has 365 days.</summary>
/// <remarks>Source: prometheus/common, model/time.go (ParseDuration).</remarks>
public static class PrometheusDuration
{
    /// <summary>The expected text, for messages.</summary>
    public const string Expected = "a duration like 30s, 5m or 1h30m";

    private static readonly (string Unit, long Ticks)[] s_units =
    [
        ("y", 365 * TimeSpan.TicksPerDay),
        ("w", 7 * TimeSpan.TicksPerDay),
        ("d", TimeSpan.TicksPerDay),
        ("h", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
    ];

    /// <summary>Reads a span.</summary>
    /// <param name="text">The text; <c>0</c> needs no unit.</param>
    /// <param name="duration">The span, zero or longer.</param>
    /// <returns>False if the text is not a span, or is longer than 29,000 years.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        if (text is "0") return true;
        if (text.IsEmpty) return false;
        var next = 0;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0) return false;
            var letters = text[digits..].IndexOfAnyInRange('0', '9');
            var unit = letters < 0 ? text[digits..] : text.Slice(digits, letters);
            while (next < s_units.Length && !unit.SequenceEqual(s_units[next].Unit)) next++;
            if (next == s_units.Length || !long.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
            var ticks = (Int128)count * s_units[next].Ticks + duration.Ticks;
            if (ticks > long.MaxValue) return false;
            duration = TimeSpan.FromTicks((long)ticks);
            text = text[(digits + unit.Length)..];
            next++;
        }

        return true;
    }
}
