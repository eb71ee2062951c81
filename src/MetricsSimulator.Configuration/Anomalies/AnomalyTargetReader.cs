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

    private static readonly AnomalyKind s_explosion = AnomalyKinds.All.Single(kind => kind.AddsLabelSets);

    /// <summary>The target; errors have been reported.</summary>
    /// <param name="block">The anomaly.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="before">The target of the anomaly before.</param>
    public AnomalyTarget Read(Block block, AnomalyKind kind, AnomalyTarget before)
    {
        if (kind != s_explosion && block.CursorOf(AnomalyKeys.Label) is { } label)
            label.ReportKey($"applies to {s_explosion.Name}, and this is {kind.Name}", AnomalyKeys.Label.Explanation);
        if (kind.IsOfEndpoint) return RefuseMetric(block, kind);
        if (kind.IsOfWorkload) return ReadWorkload(block, kind, before);

        var name = block.Has(AnomalyKeys.Metric) ? block.Value(AnomalyKeys.Metric) : null;
        var isInherited = !block.Has(AnomalyKeys.Metric) && before.Metric is { } known && metrics.Any(metric => metric.Key == known && kind.SuitsMetric(metric));
        if (isInherited) name = before.Metric;
        if (!block.Has(AnomalyKeys.Metric) && !isInherited) name = FindOnly(block, kind);
        // Someone who looks at Prometheus knows the metric's name there.
        if (metrics.All(metric => metric.Key != name) && metrics.FirstOrDefault(metric => metric.Name == name) is { } meant) name = meant.Key;
        if (string.IsNullOrEmpty(name) || !Check(block, kind, name)) return AnomalyTarget.None;

        var matchers = isInherited && !block.Has(AnomalyKeys.Matchers) ? before.Matchers : block.Value(AnomalyKeys.Matchers);
        if (block.CursorOf(AnomalyKeys.Matchers) is { } at && !block.IsBroken(AnomalyKeys.Matchers))
            Check(at, matchers, metrics.First(metric => metric.Key == name));
        return new AnomalyTarget(name, matchers);
    }

    private static AnomalyTarget RefuseMetric(Block block, AnomalyKind kind)
    {
        foreach (var key in (Key[])[AnomalyKeys.Metric, AnomalyKeys.Matchers])
            block.CursorOf(key)?.ReportKey($"{kind.Name} acts on the endpoint /metrics as a whole, not on a metric", kind.Summary);
        return AnomalyTarget.None;
    }

    private AnomalyTarget ReadWorkload(Block block, AnomalyKind kind, AnomalyTarget before)
    {
        block.CursorOf(AnomalyKeys.Metric)?.ReportKey($"{kind.Name} acts on the sessions of the workload, not on a metric", "Choose developers with 'matchers'.");
        // The matchers of an anomaly of a metric select label sets, not developers.
        var matchers = block.Has(AnomalyKeys.Matchers) ? block.Value(AnomalyKeys.Matchers) : before.Metric is null ? before.Matchers : LabelMatchers.All;
        if (new AnomalyDefinition(kind, null, TimeSpan.FromSeconds(1), matchers).ViolationWith(metrics, sources) is not { } broken) return new AnomalyTarget(null, matchers);
        var at = (broken.Key == AnomalyKeys.Matchers.Name ? block.CursorOf(AnomalyKeys.Matchers) : block.CursorOf(AnomalyKeys.Kind)) ?? block.At;
        if (!block.IsBroken(AnomalyKeys.Matchers)) (broken.Key == AnomalyKeys.Kind.Name ? at with { Meaning = NoWorkload } : at).Report(broken.Violation);
        return AnomalyTarget.None;
    }

    private string? FindOnly(Block block, AnomalyKind kind)
    {
        string[] candidates = [.. Candidates(kind)];
        if (candidates.Length == 1) return candidates[0];
        if (candidates.Length == 0) block.At.Report($"{kind.Name} acts on {AnomalyTargetText.Of(kind)}, and this model has none");
        else block.At.ReportMissing(new MissingKey(AnomalyKeys.Metric.Name, $"{kind.Name} can act on {string.Join(", ", candidates.SkipLast(1))} or {candidates[^1]}"));
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
