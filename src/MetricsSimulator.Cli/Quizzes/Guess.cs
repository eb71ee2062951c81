using System.Globalization;
using System.Text.RegularExpressions;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Quizzes;

/// <summary>What somebody says is hidden in a quiz. Immutable.</summary>
/// <param name="Kind">The name of the kind.</param>
/// <param name="Metric">The key of the metric.</param>
/// <param name="Matchers">The matchers, as typed; empty for none.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends.</param>
internal sealed partial record Guess(string Kind, string Metric, string Matchers, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The form of an answer, for messages.</summary>
    public const string Form = "KIND METRIC FROM TO, as in 'spike cost{model=\"claude-3-opus\"} 14:05 14:30'";

    private static readonly string[] s_timesOfDay = ["H:mm", "H:mm:ss"];

    /// <summary>Reads an answer.</summary>
    /// <param name="text">The answer: kind, metric with or without matchers, and two times: of the day, in UTC, or whole instants.</param>
    /// <param name="start">The start of the run. A time of day is the first one after it.</param>
    /// <param name="kinds">The kinds that may be guessed.</param>
    /// <param name="metrics">The metrics that may be guessed.</param>
    /// <param name="violation">What is wrong with it, and what is allowed; null if nothing is.</param>
    public static Guess? Read(string text, DateTimeOffset start, string[] kinds, string[] metrics, out string? violation)
    {
        violation = null;
        if (Parts().Match(text.Trim()) is not { Success: true } parts) return Refuse($"must be {Form}, got '{text}'", out violation);
        var (kind, metric) = (parts.Groups["kind"].Value, parts.Groups["metric"].Value);
        if (!kinds.Contains(kind, StringComparer.Ordinal)) return Refuse($"the kind must be one of {string.Join(", ", kinds)}, got '{kind}'{Suggestion(kind, kinds)}", out violation);
        if (!metrics.Contains(metric, StringComparer.Ordinal)) return Refuse($"the metric must be one of {string.Join(", ", metrics)}, got '{metric}'{Suggestion(metric, metrics)}", out violation);
        if (ReadTime(parts.Groups["from"].Value, start) is not { } from) return Refuse($"the beginning must be a time such as 14:05, in UTC, got '{parts.Groups["from"].Value}'", out violation);
        if (ReadTime(parts.Groups["to"].Value, start) is not { } to) return Refuse($"the end must be a time such as 14:05, in UTC, got '{parts.Groups["to"].Value}'", out violation);
        if (to <= start || from >= start + Mystery.History) return Refuse($"the times must be in the history of the quiz, from {InstantText.Format(start)} to {InstantText.Format(start + Mystery.History)}, got '{parts.Groups["from"].Value} {parts.Groups["to"].Value}'", out violation);
        return to > from ? new Guess(kind, metric, parts.Groups["matchers"].Value, from, to) : Refuse($"the end must be after the beginning, got '{parts.Groups["from"].Value} {parts.Groups["to"].Value}'", out violation);
    }

    private static Guess? Refuse(string found, out string violation)
    {
        violation = found;
        return null;
    }

    private static string Suggestion(string word, string[] known) => Spelling.Suggestion(word, known);

    private static DateTimeOffset? ReadTime(string text, DateTimeOffset start)
    {
        if (TimeOnly.TryParseExact(text, s_timesOfDay, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            var onFirstDay = new DateTimeOffset(DateOnly.FromDateTime(start.UtcDateTime), time, TimeSpan.Zero);
            return onFirstDay < start ? onFirstDay.AddDays(1) : onFirstDay;
        }

        return InstantText.TryParse(text, out var instant) ? instant : null;
    }

    [GeneratedRegex(@"^(?<kind>\w+)\s+(?<metric>\w+)(?<matchers>\{.*\})?\s+(?<from>\S+)\s+(?<to>\S+)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parts();
}
