using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Metrics;
using MetricsSimulator.Configuration.Processes;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Configuration.Patterns;

/// <summary>
/// Translates <c>token_drift</c>, <c>session_frequency</c> and <c>error_rate</c> of a pattern to keys of the catalogue's metrics. Not thread-safe.
/// </summary>
internal sealed class PatternShortcuts
{
    private const string Tokens = "token_usage";
    private const string Sessions = "session_duration";
    private const string Errors = "error";

    /// <summary>The shortcuts, with the metric and the key for which each stands.</summary>
    public static ImmutableArray<(Key Shortcut, string Metric, Key Key)> All =>
    [
        (PatternKeys.TokenDrift, Tokens, PathKeys.Drift), (PatternKeys.SessionFrequency, Sessions, HistogramForm.Arrivals),
        (PatternKeys.ErrorRate, Errors, ThinnedCounterForm.Probability),
    ];

    private static readonly ImmutableArray<string> s_scaled = ["tool_usage", "cost"];

    private readonly Block _pattern;
    private readonly bool _hasDriftOverride;

    /// <summary>Begins with a pattern, and reports keys that contradict each other.</summary>
    /// <param name="known">The metrics that may be named.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="overrides">Its overrides.</param>
    /// <param name="at">The place of the overrides.</param>
    public PatternShortcuts(ImmutableArray<string> known, Block pattern, MapNode overrides, Cursor at)
    {
        _pattern = pattern;
        _hasDriftOverride = RequireAlone(PatternKeys.TokenDrift, Tokens, PathKeys.Drift);
        RequireAlone(PatternKeys.SessionFrequency, Sessions, HistogramForm.Arrivals);
        RequireAlone(PatternKeys.ErrorRate, Errors, ThinnedCounterForm.Probability);
        RequireMetric(PatternKeys.TokenDrift, Tokens);
        RequireMetric(PatternKeys.SessionFrequency, Sessions);
        RequireMetric(PatternKeys.ErrorRate, Errors);

        void RequireMetric(Key key, string metric)
        {
            if (pattern.CursorOf(key) is { } cursor && !known.Contains(metric, StringComparer.Ordinal))
                cursor.ReportKey($"there is no metric {metric}", key.Explanation);
        }

        bool RequireAlone(Key key, string metric, Key other)
        {
            if (overrides.Find(metric) is not { Value: MapNode block } entry || block.Find(other.Name) is not { } given) return false;
            if (pattern.Has(key)) at.Enter(entry).Enter(given).ReportKey($"may not be given together with {key.Name}", key.Explanation);
            return true;
        }
    }

    /// <summary>The changes of a metric, as keys of a metric; null for none.</summary>
    public MapNode? BlockOf(MetricDefinition metric) => metric switch
    {
        CounterDefinition { Key: Tokens } when !_hasDriftOverride => Block(PathKeys.Drift, _pattern.Value(PatternKeys.TokenDrift)),
        HistogramDefinition { Key: Sessions } sessions when GivesArrivalsOf(sessions) => new MapNode(default, [new MapEntry(HistogramForm.Arrivals.Name, default, ArrivalsOf(sessions))]),
        ThinnedCounterDefinition { Key: Errors } when _pattern.Has(PatternKeys.ErrorRate) => Block(ThinnedCounterForm.Probability, _pattern.Value(PatternKeys.ErrorRate)),
        _ => null,
    };

    /// <summary>The factor by which the rate of a metric is multiplied.</summary>
    public double ScaleOf(MetricDefinition metric) =>
        metric is CounterDefinition && s_scaled.Contains(metric.Key, StringComparer.Ordinal)
            ? _pattern.Value(PatternKeys.SessionFrequency) / PatternKeys.SessionFrequency.Default
            : 1;

    /// <summary>Whether the pattern gives the arrivals of a metric.</summary>
    private bool GivesArrivalsOf(MetricDefinition metric) => metric.Key == Sessions && _pattern.Has(PatternKeys.SessionFrequency);

    /// <summary>Reports a key that cannot change a metric of this form.</summary>
    public void Check(MetricDefinition metric)
    {
        switch (metric.Key)
        {
            case Tokens when metric is not CounterDefinition counter || !ProcessLaws.Of(counter.Rate.Process).Keys.Contains(PathKeys.Drift):
                Report(PatternKeys.TokenDrift, $"{Tokens} has no drift: it must be a counter of the process {ProcessLaws.Variants.ScopeOf(PathKeys.Drift)}");
                break;
            case Sessions when metric is not HistogramDefinition:
                Report(PatternKeys.SessionFrequency, $"{Sessions} has no arrivals: it must be a histogram");
                break;
            case Errors when metric is not ThinnedCounterDefinition:
                Report(PatternKeys.ErrorRate, $"{Errors} has no probability: it must be a counter with 'of'");
                break;
        }
    }

    private void Report(Key key, string message) => _pattern.CursorOf(key)?.ReportKey(message, key.Explanation);

    private static MapNode Block<T>(Key<T> key, T value)
        where T : notnull => new(default, [key.Entry(value)]);

    // The session frequency counts all label sets together, so convert it to the unit and split of the metric.
    private MapNode ArrivalsOf(HistogramDefinition sessions)
    {
        var each = sessions.Split == PathSplit.PerSeries ? sessions.Labels.Count : 1;
        return new MapNode(default,
        [
            ProcessKeys.Process.Entry(ProcessLaws.Constant),
            PathKeys.InitialValue.Entry(_pattern.Value(PatternKeys.SessionFrequency) * sessions.Arrivals.Per.TotalMinutes / each),
            PathKeys.PathBounds.Entry(Bounds.NonNegative),
        ]);
    }
}
