using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Configuration.Labels;

/// <summary>One label of a file, checked but not yet made: a list of values, values with weights, or a generator.</summary>
/// <param name="Count">The number of values.</param>
/// <param name="Make">Makes the label.</param>
internal sealed record LabelDraft(long Count, Func<LabelDimension> Make)
{
    /// <summary>Reads the values of the label <paramref name="name"/>, or reports why they cannot be read.</summary>
    public static bool TryRead(Cursor at, string name, [NotNullWhen(true)] out LabelDraft? draft)
    {
        draft = at.Node switch
        {
            ListNode list => ReadList(at, name, list),
            MapNode map when LabelGeneratorKeys.IsGenerator(map) => LabelGeneratorKeys.Read(at, name),
            MapNode map => ReadWeights(at, name, map),
            _ => null,
        };
        if (at.Node is ScalarNode) at.ReportMismatch("a list or a map of values");
        return draft is not null;
    }

    /// <summary>The node that reads as the label.</summary>
    public static Node Write(LabelDimension dimension)
    {
        if (dimension.Prefix is not null) return LabelGeneratorKeys.Table.Write(dimension);
        var values = Enumerable.Range(0, dimension.Count).Select(dimension.Value);
        return dimension.Weights.IsDefault
            ? new ListNode(default, [.. values.Select(ScalarNode.OfText)])
            : new MapNode(default, [.. values.Select((value, i) => new MapEntry(value, default, ValueKinds.Number.Write(dimension.Weights[i])))]);
    }

    private static LabelDraft? ReadList(Cursor at, string name, ListNode list)
    {
        var values = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < list.Items.Length; i++)
        {
            if (list.Items[i] is ScalarNode { Text: var value }) values.Add(value);
            else at.Enter(i, list.Items[i]).ReportMismatch("a label value");
        }

        return values.Count == list.Items.Length ? Draft(at, name, values.ToImmutable(), default) : null;
    }

    private static LabelDraft? ReadWeights(Cursor at, string name, MapNode map)
    {
        var weights = ImmutableArray.CreateBuilder<double>();
        foreach (var entry in map.Entries)
        {
            var item = at.Enter(entry, "A number after a label value is its weight: its share of the whole.");
            if (ValueKinds.Number.TryRead(item, out var weight) && item.Check(LabelRules.WeightViolation(weight))) weights.Add(weight);
        }

        return weights.Count == map.Entries.Length ? Draft(at, name, [.. map.Entries.Select(entry => entry.Name)], weights.ToImmutable()) : null;
    }

    private static LabelDraft? Draft(Cursor at, string name, ImmutableArray<string> values, ImmutableArray<double> weights) =>
        at.Check(LabelRules.ValuesViolation(values)) && at.Check(weights.IsDefault ? null : LabelRules.WeightsViolation(weights))
            ? new LabelDraft(values.Length, () => weights.IsDefault ? new LabelDimension(name, values) : new LabelDimension(name, values, weights))
            : null;
}
