using System.Globalization;
using System.Text.RegularExpressions;
using MetricsSimulator.Cli.Curves;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Quizzes;

/// <summary>What somebody says is hidden in a quiz. Immutable.</summary>
/// <param name="Kind">The name of the kind.</param>
/// <param name="Metric">The key of the metric.</param>
/// <param name="Matchers">Its series, as <see cref="HiddenAnomaly.Matchers"/> writes them; other selections as typed.</param>
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
    /// <param name="model">The model of the run, which has the series.</param>
    /// <param name="violation">What is wrong with it, and what is allowed; null if nothing is.</param>
    public static Guess? Read(string text, DateTimeOffset start, SimulationModel model, out string? violation)
    {
        violation = null;
        if (Parts().Match(text.Trim()) is not { Success: true } parts) return Refuse($"must be {Form}, got '{text}'", out violation);
        var kind = parts.Groups["kind"].Value;
        if (!Mystery.Kinds.Contains(kind, StringComparer.Ordinal)) return Refuse($"the kind {OneOf(kind, Mystery.Kinds)}", out violation);
        if (ReadSeries(parts.Groups["metric"].Value + parts.Groups["matchers"].Value, model, out violation) is not { } series) return null;
        var metric = series.Split('{', 2)[0];
        if (!Mystery.KindsOf(metric).Contains(kind, StringComparer.Ordinal)) return Refuse($"a quiz hides no {kind} in {metric}, only {string.Join(", ", Mystery.KindsOf(metric))}", out violation);
        if (ReadTime(parts.Groups["from"].Value, start) is not { } from) return Refuse($"the beginning must be a time such as 14:05 or 2026-01-05T14:05:00Z, in UTC, got '{parts.Groups["from"].Value}'", out violation);
        if (ReadTime(parts.Groups["to"].Value, start) is not { } to) return Refuse($"the end must be a time such as 14:05 or 2026-01-05T14:05:00Z, in UTC, got '{parts.Groups["to"].Value}'", out violation);
        if (to <= start || from >= start + Mystery.History) return Refuse($"the times must be in the history of the quiz, from {InstantText.Format(start)} to {InstantText.Format(start + Mystery.History)}, got '{parts.Groups["from"].Value} {parts.Groups["to"].Value}'", out violation);
        return to > from ? new Guess(kind, metric, series[metric.Length..], from, to) : Refuse($"the end must be after the beginning, got '{parts.Groups["from"].Value} {parts.Groups["to"].Value}'", out violation);
    }

    /// <summary>Reads a metric with or without matchers.</summary>
    /// <param name="text">The text, with the key of the metric or its name in Prometheus: <c>cost{model="claude-3-opus"}</c>.</param>
    /// <param name="model">The model of the run, which has the series.</param>
    /// <param name="violation">What is wrong with it, and what is allowed; null if nothing is.</param>
    /// <returns>The metric and the series, as <see cref="HiddenAnomaly.Series"/> writes them; other selections as typed.</returns>
    public static string? ReadSeries(string text, SimulationModel model, out string? violation)
    {
        var typed = text.Split('{', 2)[0].Trim();
        var name = model.Metrics.FirstOrDefault(metric => metric.Name == typed)?.Key ?? typed;
        violation = Mystery.Metrics.Contains(name, StringComparer.Ordinal) ? null : $"the metric {OneOf(name, Mystery.Metrics)}";
        if (violation is not null || (CurveMetric.Find(model, text, out violation) ?? CurveMetric.Find(model, Unquoted().Replace(text, "$1\"$2\""), out _)) is not { Definition.Labels: LabelSpace labels } metric) return null;
        violation = null;
        var all = SeriesRange.All(labels);
        if (metric.Matchers.Select(labels, all) is not { } selected || !selected.Contains(false)) return name;
        if (!selected.Contains(true))
        {
            violation = $"no series matches {text}. {UnmatchedSeries.Explain(metric, [.. labels.Dimensions])}".TrimEnd(' ', '.');
            return null;
        }

        var simple = labels.Dimensions.SelectMany(label => Enumerable.Range(0, label.Count).Select(i => HiddenAnomaly.MatcherOf(label.Name, label.Value(i))));
        return name + (simple.FirstOrDefault(matchers => LabelMatchers.TryParse(matchers, out var one, out _) && one.Select(labels, all)!.AsSpan().SequenceEqual(selected)) ?? text[text.IndexOf('{', StringComparison.Ordinal)..]);
    }

    private static Guess? Refuse(string found, out string violation)
    {
        violation = found;
        return null;
    }

    private static string OneOf(string word, string[] known) => $"must be one of {string.Join(", ", known)}, got '{word}'{Spelling.Suggestion(word, known)}";

    private static DateTimeOffset? ReadTime(string text, DateTimeOffset start)
    {
        if (TimeOnly.TryParseExact(text, s_timesOfDay, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            var onFirstDay = new DateTimeOffset(DateOnly.FromDateTime(start.UtcDateTime), time, TimeSpan.Zero);
            return onFirstDay < start ? onFirstDay.AddDays(1) : onFirstDay;
        }

        return InstantText.TryParse(text, out var instant) ? instant : null;
    }

    // A shell takes quotes away within others: "cost{model="claude-3-opus"}".
    [GeneratedRegex(@"([=~]\s*)([\w.-]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unquoted();

    [GeneratedRegex(@"^(?<kind>\w+)\s+(?<metric>\w+)(?<matchers>\{.*\})?\s+(?<from>\S+)\s+(?<to>\S+)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parts();
}
