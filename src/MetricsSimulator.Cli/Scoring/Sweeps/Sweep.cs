using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Cli.Scoring.PromQL;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Cli.Scoring.Sweeps;

/// <summary>
/// Values of a parameter to compare for each alert: <c>for=0s..30m</c>, or <c>threshold=0.01..0.2:5</c> for five values of the number that stands in the comparison. Sweeping <c>for</c> asks
/// Prometheus nothing more, because it changes only what is made of its answers.
/// </summary>
internal sealed class Sweep
{
    private const string Expected = "Write the parameter, its least and its greatest value, and perhaps how many values to try: threshold=0.01..0.2, or for=0s..30m:7.";
    private const int UsualCount = 10;
    private const int MostValues = 100;

    private readonly Dictionary<RuleDefinition, (RuleDefinition Of, double Value)> _variants = new(ReferenceEqualityComparer.Instance);

    private Sweep(bool isOfFor, ImmutableArray<double> values) => (IsOfFor, Values) = (isOfFor, values);

    /// <summary>Whether <c>for</c> is swept, and not the threshold.</summary>
    public bool IsOfFor { get; }

    /// <summary>The values, ascending; spans of time in seconds.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>The name of the parameter.</summary>
    public string Parameter => IsOfFor ? "for" : "threshold";

    /// <summary>Reads the option <c>--sweep</c>.</summary>
    /// <param name="text">Its value.</param>
    /// <param name="violation">What is wrong with it; empty if nothing is.</param>
    public static Sweep? Read(string text, out string violation)
    {
        violation = $"must be like for=0s..30m, got '{text}'. {Expected}";
        var (parameter, rest) = Cut(text, "=");
        var (range, countText) = Cut(rest, ":");
        var (leastText, mostText) = Cut(range, "..");
        if (parameter is not ("for" or "threshold") || mostText.Length == 0) return null;
        if (Number(parameter, leastText) is not { } least || Number(parameter, mostText) is not { } most) return null;
        violation = $"must go from a value to a greater one, got '{text}'.";
        if (least >= most) return null;
        var count = UsualCount;
        violation = $"must have from 2 to {MostValues} values, got '{countText}'.";
        if (countText.Length > 0 && (!int.TryParse(countText, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 2 or > MostValues)) return null;
        violation = "";
        // As decimals, so that a value is not 0.30000000000000004.
        var step = ((decimal)most - (decimal)least) / (count - 1);
        var values = Enumerable.Range(0, count).Select(i => (decimal)least + i * step).Select(value => parameter == "for" ? Math.Round(value) : decimal.Round(value, 12));
        return new Sweep(parameter == "for", [.. values.Distinct().Select(value => (double)value)]);
    }

    /// <summary>The groups with a further rule for each value of the threshold of each alert; the same groups when <c>for</c> is swept.</summary>
    /// <param name="groups">The groups.</param>
    public ImmutableArray<RuleGroup> Extend(IEnumerable<RuleGroup> groups) =>
        [.. groups.Select(group => IsOfFor ? group : group with { Rules = [.. group.Rules, .. group.Rules.OfType<AlertingRule>().SelectMany(Variants)] })];

    /// <summary>The alert of which a rule is a variant, and the value that the rule has; null if it is none.</summary>
    public (RuleDefinition Of, double Value)? VariantOf(RuleDefinition rule) => _variants.TryGetValue(rule, out var found) ? found : null;

    /// <summary>An alert with each value of <c>for</c>; none when the threshold is swept.</summary>
    public IEnumerable<JudgedRule> Extend(JudgedRule judged) => IsOfFor ? Values.Select(value => Variant(judged, judged.Scored.Name, value)) : [];

    /// <summary>A judged rule with the name of the alert that it varies, and the value.</summary>
    /// <param name="judged">The rule.</param>
    /// <param name="alert">The alert, by its name in the report.</param>
    /// <param name="value">The value.</param>
    public JudgedRule Variant(JudgedRule judged, string alert, double value)
    {
        var (timing, text) = (judged.Scored.Timing, Text(value));
        return judged with
        {
            Swept = new SweptValue(alert, Parameter, value, text),
            Scored = judged.Scored with
            {
                Name = $"{alert} {Parameter}={text}",
                Timing = IsOfFor ? new AlertTiming(timing.Interval, TimeSpan.FromSeconds(value), timing.KeepFiringFor, timing.Limit) : timing,
            },
        };
    }

    private IEnumerable<AlertingRule> Variants(AlertingRule alert)
    {
        // Whether a value equals a number is no question of more or less.
        if (Threshold.FirstOf(alert.Expression) is not { } threshold || threshold.Operator.StartsWith("==", StringComparison.Ordinal) || threshold.Operator.StartsWith("!=", StringComparison.Ordinal)) yield break;
        foreach (var value in Values)
        {
            // Rules that read the alert must not read its variants too.
            var variant = alert with { Name = $"{alert.Name} {Parameter}={Text(value)}", Expression = threshold.With(value) };
            _variants.Add(variant, (alert, value));
            yield return variant;
        }
    }

    /// <summary>A value as it is written.</summary>
    public string Text(double value) => IsOfFor ? DurationText.Format(TimeSpan.FromSeconds(value)) : value.ToString("R", CultureInfo.InvariantCulture);

    private static double? Number(string parameter, string text)
    {
        if (parameter == "for") return DurationText.TryParse(text, out var span) && span >= TimeSpan.Zero && span <= TimeSpan.FromDays(366) ? span.TotalSeconds : null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e15 ? number : null;
    }

    private static (string Head, string Tail) Cut(string text, string separator)
    {
        var place = text.IndexOf(separator, StringComparison.Ordinal);
        return place < 0 ? (text, "") : (text[..place], text[(place + separator.Length)..]);
    }
}
