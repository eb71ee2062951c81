using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Configuration.Labels;

/// <summary>
/// Label names with their values. The values are made only if all counts are within the limit, because a short file can ask for very
/// many.
/// </summary>
internal sealed class LabelsKind : ValueKind<LabelSpace>, IBlockKind
{
    /// <summary>The allowed names of labels, as an ECMAScript regular expression.</summary>
    public const string NamePattern = "^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$";

    public static readonly LabelsKind Instance = new();

    public override string Description => "map of label names to values";

    public KeyTable Table => LabelGeneratorKeys.Table;

    /// <summary>The allowed names of labels, as a JSON Schema.</summary>
    public static MapNode NameSchema =>
        JsonSchema.Of(("pattern", JsonSchema.Text(NamePattern)), ("not", JsonSchema.Of(("enum", JsonSchema.Texts(LabelRules.ReservedNames)))));

    public override MapNode Schema { get; } = JsonSchema.Of(
        ("type", JsonSchema.Text("object")),
        ("propertyNames", NameSchema),
        ("additionalProperties", JsonSchema.Of(
            ("type", JsonSchema.Texts("array", "object")),
            ("items", JsonSchema.Join(JsonSchema.Type("string", "number", "boolean", "null"), JsonSchema.Of(("minLength", JsonSchema.Number(1))))),
            ("minItems", JsonSchema.Number(1)),
            ("uniqueItems", JsonSchema.Flag(true)),
            ("minProperties", JsonSchema.Number(1)),
            ("if", LabelGeneratorKeys.Condition),
            ("then", JsonSchema.Reference(LabelGeneratorKeys.Table.Definition)),
            ("else", JsonSchema.Of(("additionalProperties", JsonSchema.Join(JsonSchema.Type("number"), JsonSchema.Of(("exclusiveMinimum", JsonSchema.Number(0))))))))));

    public override bool TryRead(Cursor at, out LabelSpace value)
    {
        value = LabelSpace.Empty;
        if (at.Node is ScalarNode { IsEmpty: true }) return true;
        if (at.Node is not MapNode map) return at.ReportMismatch("a map of label names to values");
        var drafts = ImmutableArray.CreateBuilder<LabelDraft>();
        foreach (var entry in map.Entries)
        {
            var label = at.Enter(entry, "A label takes a list of values, a map of values to weights, or {count: N, prefix: TEXT}.");
            if (LabelRules.NameViolation(entry.Name) is { } violation) label.ReportKey(violation);
            else if (LabelDraft.TryRead(label, entry.Name, out var draft)) drafts.Add(draft);
        }

        if (drafts.Count < map.Entries.Length) return false;
        var labelSets = drafts.Aggregate(1.0, (product, draft) => product * draft.Count);
        if (labelSets > SimulationModel.MaximumSeries)
            return at.Report(string.Create(CultureInfo.InvariantCulture, $"the labels make {labelSets} label sets; the limit is {SimulationModel.MaximumSeries} series"));
        value = new LabelSpace([.. drafts.Select(draft => draft.Make())]);
        return true;
    }

    public override Node Write(LabelSpace value) =>
        new MapNode(default, [.. value.Dimensions.Select(dimension => new MapEntry(dimension.Name, default, LabelDraft.Write(dimension)))]);
}
