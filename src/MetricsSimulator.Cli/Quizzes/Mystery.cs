using System.Collections.Immutable;
using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace MetricsSimulator.Cli.Quizzes;

/// <summary>
/// What a quiz hides: it follows from the number of the quiz alone, so that nobody needs to keep it. A reader of this code can compute it too. Immutable.
/// </summary>
internal sealed record Mystery
{
    /// <summary>How much history is written before a quiz begins. All that is hidden lies in it.</summary>
    public static readonly TimeSpan History = TimeSpan.FromHours(6);

    // So that there is something to compare with before and after.
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(45);

    // Anomalies are told apart by their metrics, so each acts on another one.
    private static readonly ImmutableArray<(string Metric, string? Label, ImmutableArray<string> Values, ImmutableArray<HiddenKind> Kinds)> s_places =
    [
        ("token_usage", "model", ["claude-3-sonnet", "claude-3-haiku"], HiddenKind.OfCounters),
        ("cost", "model", ["claude-3-sonnet", "claude-3-opus"], HiddenKind.OfCounters),
        ("tool_usage", "tool_name", ["Read", "Bash", "Edit"], HiddenKind.OfCounters),
        ("error", null, [], HiddenKind.OfErrors),
        ("session_duration", null, [], HiddenKind.OfDurations),
    ];

    /// <summary>The kinds that may be hidden.</summary>
    public static string[] Kinds { get; } = [.. s_places.SelectMany(place => place.Kinds).Select(kind => kind.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The metrics in which they may be.</summary>
    public static string[] Metrics { get; } = [.. s_places.Select(place => place.Metric)];

    /// <summary>The kinds that may be in a metric.</summary>
    /// <param name="metric">One of <see cref="Metrics"/>.</param>
    public static string[] KindsOf(string metric) => [.. s_places.Single(place => place.Metric == metric).Kinds.Select(kind => kind.Name)];

    private Mystery(ulong number, bool isHard) => (Number, IsHard) = (number, isHard);

    /// <summary>The number of the quiz.</summary>
    public ulong Number { get; }

    /// <summary>Whether it hides three small anomalies instead of a large one.</summary>
    public bool IsHard { get; }

    /// <summary>The seed of the run. It is not the number of the quiz, so that nobody computes the run by accident.</summary>
    public ulong Seed => Draw("run");

    /// <summary>The anomalies, in the order of time.</summary>
    public required ImmutableArray<HiddenAnomaly> Anomalies { get; init; }

    /// <summary>Makes the mystery of a quiz.</summary>
    /// <param name="number">The number of the quiz.</param>
    /// <param name="isHard">Whether it is a hard one.</param>
    public static Mystery Of(ulong number, bool isHard)
    {
        var empty = new Mystery(number, isHard) { Anomalies = [] };
        return empty with { Anomalies = [.. empty.Hide().OrderBy(anomaly => anomaly.After)] };
    }

    /// <summary>The scenario with the anomalies, as YAML.</summary>
    /// <remarks>Without cycles, so that a change of level is no time of day. The rates wander as in the scenario everyday.</remarks>
    public string ToScenario()
    {
        var yaml = new StringBuilder("""
            name: quiz
            description: Something is hidden here.
            patterns:
            - name: quiz
              duration: 8760h
              error_rate: 0.02
              overrides:
                token_usage: {relative: true, process: ornstein_uhlenbeck, volatility: 0.14, volatility_per: 1h, mean_reversion: {speed: 0.0000963}, bounds: [0.4, 1.6]}
                cost: {relative: true, process: ornstein_uhlenbeck, volatility: 0.14, volatility_per: 1h, mean_reversion: {speed: 0.0000963}, bounds: [0.4, 1.6]}
                tool_usage: {relative: true, process: ornstein_uhlenbeck, initial_value: 20, volatility: 2.8, volatility_per: 1h, mean_reversion: {speed: 0.0000963}, bounds: [8, 32]}
                session_duration:
                  relative: true
                  process: ornstein_uhlenbeck
                  volatility: 0.14
                  volatility_per: 1h
                  mean_reversion: {speed: 0.0000963}
                  bounds: [0.4, 1.6]
                  arrivals: {relative: true, process: constant, initial_value: 12.5}
              anomalies:

            """);
        foreach (var anomaly in Anomalies)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - {{kind: {anomaly.Kind}, metric: {anomaly.Metric}");
            if (anomaly.Label is not null) yaml.Append(CultureInfo.InvariantCulture, $", matchers: '{anomaly.Matchers}'");
            yaml.Append(CultureInfo.InvariantCulture, $", at: {anomaly.After.TotalMinutes}m, duration: {anomaly.Duration.TotalMinutes}m");
            if (anomaly.Magnitude is { } magnitude) yaml.Append(CultureInfo.InvariantCulture, $", magnitude: {magnitude}");
            yaml.Append("}\n");
        }

        return yaml.ToString();
    }

    private IEnumerable<HiddenAnomaly> Hide()
    {
        var count = IsHard ? 3 : 1;
        // Each has a part of the time of its own, so that two never overlap.
        var part = (History - 2 * s_margin) / count;
        var places = s_places.ToList();
        for (var i = 0; i < count; i++)
        {
            var place = Take(places, $"place {i}");
            var value = place.Label is null ? null : place.Values[Below(place.Values.Length, $"value {i}")];
            var kind = place.Kinds[Below(place.Kinds.Length, $"kind {i}")];
            var minutes = IsHard ? 15 + Below(16, $"duration {i}") : 20 + Below(31, $"duration {i}");
            var latest = (int)part.TotalMinutes - minutes;
            yield return new HiddenAnomaly(
                kind.Name, place.Metric, place.Label, value, s_margin + i * part + TimeSpan.FromMinutes(Below(latest, $"start {i}")), TimeSpan.FromMinutes(minutes),
                IsHard ? kind.SmallMagnitude : kind.Magnitude);
        }
    }

    private T Take<T>(List<T> list, string use)
    {
        var index = Below(list.Count, use);
        var taken = list[index];
        list.RemoveAt(index);
        return taken;
    }

    private int Below(int count, string use) => (int)(Draw(use) % (ulong)count);

    // As with the draws of the engine, each has its own address, so that no draw changes another. JSON readers take 53 bits as a whole number exactly.
    private ulong Draw(string use) => XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"quiz {Number} {IsHard} {use}"))) >> 11;
}
