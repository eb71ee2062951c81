using System.Collections.Immutable;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Configuration.Labels;

/// <summary>Label names with one value each: labels that every series has after its own.</summary>
internal sealed class ConstantLabelsKind : ValueKind<ImmutableArray<LabelDimension>>
{
    public static readonly ConstantLabelsKind Instance = new();

    public override string Description => "map of label names to texts";

    public override MapNode Schema { get; } = JsonSchema.Of(
        ("type", JsonSchema.Text("object")),
        ("propertyNames", LabelsKind.NameSchema),
        ("additionalProperties", JsonSchema.Join(ValueKinds.Text.Schema, ValueRules.NonEmpty.Schema)));

    /// <summary>The error of a label whose name a metric already uses; null if none does.</summary>
    /// <param name="label">The label.</param>
    /// <param name="metrics">The metrics.</param>
    public static string? ViolationWith(LabelDimension label, ImmutableArray<MetricDefinition> metrics) =>
        metrics.FirstOrDefault(metric => metric.Labels.Dimensions.Any(dimension => dimension.Name == label.Name)) is { } owner
            ? $"the label '{label.Name}' belongs to the metric {owner.Key}; choose another name"
            : null;

    public override bool TryRead(Cursor at, out ImmutableArray<LabelDimension> value)
    {
        value = [];
        if (at.Node is ScalarNode { IsEmpty: true }) return true;
        if (at.Node is not MapNode map) return at.ReportMismatch("a map of label names to texts");
        var labels = ImmutableArray.CreateBuilder<LabelDimension>();
        foreach (var entry in map.Entries)
        {
            var label = at.Enter(entry);
            if (LabelRules.NameViolation(entry.Name) is { } violation) label.ReportKey(violation);
            else if (ValueKinds.Text.TryRead(label, out var text) && label.Check(LabelRules.ValuesViolation([text]))) labels.Add(new LabelDimension(entry.Name, [text]));
        }

        value = labels.ToImmutable();
        return labels.Count == map.Entries.Length;
    }

    public override Node Write(ImmutableArray<LabelDimension> value) =>
        new MapNode(default, [.. value.Select(label => new MapEntry(label.Name, default, ValueKinds.Text.Write(label.Value(0))))]);
}
