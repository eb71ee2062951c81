using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>Reads the target of an anomaly. Thread-safe.</summary>
/// <param name="metrics">The metrics of the model.</param>
/// <param name="sources">Its other sources.</param>
internal sealed class AnomalyTargetReader(ImmutableArray<MetricDefinition> metrics, ImmutableArray<SourceDefinition> sources)
{
    private const string NoWorkload = "A team of developers makes a workload: start with --workload team, or give the configuration a block 'workload'.";

    private const string OfMetric = "They select label sets of the metric, and cannot match 'le'.";

    private const string OfWorkload = "They select developers by 'developer', 'email' and their attributes, and calls by 'model'.";

    private static readonly AnomalyKind s_explosion = AnomalyKinds.All.Single(kind => kind.AddsLabelSets);

    private static readonly string s_labelled = string.Join(" and ", AnomalyKinds.All.Where(kind => kind.HasLabel).Select(kind => kind.Name));

    /// <summary>The target; errors have been reported.</summary>
    /// <param name="block">The anomaly.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="before">The target of the anomaly before.</param>
    public AnomalyTarget Read(Block block, AnomalyKind kind, AnomalyTarget before)
    {
        if (!kind.HasLabel && block.CursorOf(AnomalyKeys.Label) is { } label)
            label.ReportKey($"applies to {s_labelled}, and this is {kind.Name}", AnomalyKeys.Label.Explanation);
        if (kind.IsOfEndpoint) return RefuseMetric(block, kind);
        if (!kind.HasMetric || IsMeantForWorkload(block, kind, before)) return ReadWorkload(block, kind, before);

        var name = block.Has(AnomalyKeys.Metric) ? block.Value(AnomalyKeys.Metric) : null;
        var isInherited = !block.Has(AnomalyKeys.Metric) && before.Metric is { } known && metrics.Any(metric => metric.Key == known && kind.SuitsMetric(metric));
        if (isInherited) name = before.Metric;
        if (!block.Has(AnomalyKeys.Metric) && !isInherited) name = FindOnly(block, kind);
        // Someone who looks at Prometheus knows the metric's name there.
        if (metrics.All(metric => metric.Key != name) && metrics.FirstOrDefault(metric => metric.Name == name) is { } meant) name = meant.Key;
        if (string.IsNullOrEmpty(name) || !Check(block, kind, name)) return AnomalyTarget.None;

        var matchers = isInherited && !block.Has(AnomalyKeys.Matchers) ? before.Matchers : block.Value(AnomalyKeys.Matchers);
        if (block.CursorOf(AnomalyKeys.Matchers) is { } at && !block.IsBroken(AnomalyKeys.Matchers))
            Check(at with { Meaning = OfMetric }, matchers, metrics.First(metric => metric.Key == name));
        return new AnomalyTarget(name, matchers);
    }

    private static AnomalyTarget RefuseMetric(Block block, AnomalyKind kind)
    {
        foreach (var key in (Key[])[AnomalyKeys.Metric, AnomalyKeys.Matchers])
            block.CursorOf(key)?.ReportKey($"{kind.Name} acts on the endpoint /metrics as a whole, not on a metric", kind.Summary);
        return AnomalyTarget.None;
    }

    /// <summary>Whether it acts on the workload: a kind that can act on a metric, too, does if there is a workload and no metric is named.</summary>
    /// <inheritdoc cref="Read"/>
    public bool IsMeantForWorkload(Block block, AnomalyKind kind, AnomalyTarget before) =>
        kind.IsOfView && !block.Has(AnomalyKeys.Metric) && before.Metric is null && sources.Any(source => kind.Suits(source.Target));

    private AnomalyTarget ReadWorkload(Block block, AnomalyKind kind, AnomalyTarget before)
    {
        block.CursorOf(AnomalyKeys.Metric)?.ReportKey($"{kind.Name} acts on {(kind.IsOfView ? "what the workload shows" : "the sessions of the workload")}, not on a metric", "Choose developers with 'matchers'.");
        // The matchers of an anomaly of a metric select label sets, not developers.
        var matchers = block.Has(AnomalyKeys.Matchers) ? block.Value(AnomalyKeys.Matchers) : before.Metric is null ? before.Matchers : LabelMatchers.All;
        var magnitude = block.Has(AnomalyKeys.Magnitude) && AnomalyDefinition.MagnitudeViolation(kind, null, block.Value(AnomalyKeys.Magnitude)) is null ? block.Value(AnomalyKeys.Magnitude) : (double?)null;
        var label = kind.HasLabel && block.Has(AnomalyKeys.Label) && !block.IsBroken(AnomalyKeys.Label) ? block.Value(AnomalyKeys.Label) : null;
        if (new AnomalyDefinition(kind, null, TimeSpan.FromSeconds(1), matchers, magnitude: magnitude, label: label).ViolationWith(metrics, sources) is not { } broken)
            return new AnomalyTarget(null, matchers);
        var key = ((Key[])[AnomalyKeys.Matchers, AnomalyKeys.Magnitude, AnomalyKeys.Label]).FirstOrDefault(key => key.Name == broken.Key) ?? AnomalyKeys.Kind;
        var at = block.CursorOf(key) ?? block.At;
        var isMissing = key == AnomalyKeys.Kind && !sources.Any(source => kind.Suits(source.Target));
        if (!block.IsBroken(AnomalyKeys.Matchers)) (isMissing ? at with { Meaning = NoWorkload } : key == AnomalyKeys.Matchers && kind.IsOfWorkload ? at with { Meaning = OfWorkload } : at).Report(broken.Violation);
        return AnomalyTarget.None;
    }

    private string? FindOnly(Block block, AnomalyKind kind)
    {
        string[] candidates = [.. Candidates(kind)];
        if (candidates.Length == 1) return candidates[0];
        if (candidates.Length == 0)
        {
            block.At.Report($"{kind.Name} acts on {AnomalyTargetText.Of(kind)}, and this model has none");
            return null;
        }

        var choice = $"{string.Join(", ", candidates.SkipLast(1))} or {candidates[^1]}";
        // Whoever names no metric may mean either.
        if (kind.IsOfView) (block.CursorOf(AnomalyKeys.Kind)! with { Meaning = $"{NoWorkload} Or name a metric: {choice}." }).Report($"{kind.Name} without a metric acts on a workload, and this model has none");
        else block.At.ReportMissing(new MissingKey(AnomalyKeys.Metric.Name, $"{kind.Name} can act on {choice}"));
        return null;
    }

    private bool Check(Block block, AnomalyKind kind, string name)
    {
        var label = kind == s_explosion && block.Has(AnomalyKeys.Label) && !block.IsBroken(AnomalyKeys.Label) ? block.Value(AnomalyKeys.Label) : null;
        // The rules about the metric are those of a definition, whatever its length.
        if (new AnomalyDefinition(kind, name, TimeSpan.FromSeconds(1), label: label).ViolationWith(metrics, sources) is not { } broken) return true;
        if (broken.Key == AnomalyKeys.Label.Name)
        {
            var labels = metrics.First(metric => metric.Key == name).Labels.Dimensions.Select(dimension => dimension.Name);
            return block.CursorOf(AnomalyKeys.Label)!.Report(broken.Violation + Spelling.Suggestion(label!, labels));
        }

        string[] candidates = [.. Candidates(kind)];
        var at = block.CursorOf(AnomalyKeys.Metric) ?? block.At;
        var isKnown = metrics.Any(metric => metric.Key == name);
        return (at with { Meaning = $"{kind.Name} acts on {AnomalyTargetText.Of(kind)}: {(candidates.Length == 0 ? "there is none" : string.Join(", ", candidates))}." })
            .Report(broken.Violation + (isKnown ? "" : Spelling.Suggestion(name, metrics.SelectMany(metric => (string[])[metric.Key, metric.Name]))));
    }

    // An anomaly without any series would be a record of nothing.
    private static void Check(Cursor at, LabelMatchers matchers, MetricDefinition metric)
    {
        var dimensions = metric.Labels.Dimensions;
        foreach (var matcher in matchers.Conditions)
        {
            if (dimensions.Any(dimension => dimension.Name == matcher.Name) || matcher.IsMatch("")) continue;
            at.Report($"{metric.Key} has no label '{matcher.Name}'{Spelling.Suggestion(matcher.Name, dimensions.Select(dimension => dimension.Name))}");
            return;
        }

        foreach (var dimension in dimensions)
        {
            LabelMatcher[] conditions = [.. matchers.Conditions.Where(matcher => matcher.Name == dimension.Name)];
            if (conditions.Length == 0 || Enumerable.Range(0, dimension.Count).Any(i => Array.TrueForAll(conditions, matcher => matcher.IsMatch(dimension.Value(i))))) continue;
            at.Report(Rule.Broken($"matches no series of {metric.Key}: {dimension.Name} is {string.Join(", ", Enumerable.Range(0, Math.Min(dimension.Count, 10)).Select(dimension.Value))}{(dimension.Count > 10 ? " and so on" : "")}", matchers.ToString()));
            return;
        }
    }

    private IEnumerable<string> Candidates(AnomalyKind kind) => metrics.Where(kind.SuitsMetric).Select(metric => metric.Key);
}
