using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>Writes the block of an anomaly, with every key that applies to it: the inverse of <see cref="AnomalyBlockReader"/>. Thread-safe.</summary>
internal static class AnomalyNodes
{
    /// <summary>The block.</summary>
    /// <param name="anomaly">What is written.</param>
    /// <param name="withPlan">Whether when it begins, and what follows it, is written too.</param>
    public static MapNode Of(AnomalyDefinition anomaly, bool withPlan = true) => Write(new BlockWriter(), anomaly, withPlan);

    private static MapNode Write(BlockWriter block, AnomalyDefinition anomaly, bool withPlan)
    {
        block.Set(AnomalyKeys.Kind, anomaly.Kind);
        if (anomaly.Metric is { } metric) block.Set(AnomalyKeys.Metric, metric);
        if (!anomaly.Matchers.Conditions.IsEmpty) block.Set(AnomalyKeys.Matchers, anomaly.Matchers);
        if (withPlan && anomaly.Timing?.After is { } at) block.Set(AnomalyKeys.At, at);
        if (withPlan && anomaly.Timing?.Interval is { } every) block.Set(AnomalyKeys.Every, every);
        if (withPlan && anomaly.Timing?.TimesPerDay is { } times) block.Set(AnomalyKeys.PerDay, times);
        block.Set(AnomalyKeys.Duration, anomaly.Duration);
        if (anomaly.Onset > TimeSpan.Zero) block.Set(AnomalyKeys.Onset, anomaly.Onset);
        if (anomaly.Kind.MagnitudeMeaning is not null) block.Set(AnomalyKeys.Magnitude, anomaly.Magnitude);
        if (anomaly.Label is { } label) block.Set(AnomalyKeys.Label, label);
        if (withPlan && !anomaly.Then.IsEmpty)
        {
            block.Set(AnomalyKeys.Then, new ListNode(default, [
                .. anomaly.Then.Select(next => Write(new BlockWriter().Set(AnomalyKeys.After, next.After), next.Anomaly, withPlan: true))]));
        }

        return block.Node;
    }
}
