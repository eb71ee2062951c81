using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Configuration.Processes;

/// <summary>A list of two numbers, of which either may be infinite.</summary>
internal sealed class BoundsKind : ValueKind<Bounds>
{
    public static readonly BoundsKind Instance = new();

    public override string Description => "`[lower, upper]`";

    public override MapNode Schema { get; } = JsonSchema.Of(
        ("type", JsonSchema.Text("array")),
        ("items", JsonSchema.List(
            End(JsonSchema.Of(("maximum", JsonSchema.Number(double.MaxValue))), "-inf", "-.inf", "-∞"),
            End(JsonSchema.Of(("minimum", JsonSchema.Number(-double.MaxValue))), "inf", "+inf", ".inf", "∞"))),
        ("minItems", JsonSchema.Number(2)), ("maxItems", JsonSchema.Number(2)));

    public override bool TryRead(Cursor at, out Bounds value)
    {
        value = Bounds.NonNegative;
        if (at.Node is not ListNode list) return at.ReportMismatch("[lower, upper]");
        if (list.Items.Length != 2) return at.Report($"must be [lower, upper], got a list of {list.Items.Length}");
        if (!TryReadEnd(at.Enter(0, list.Items[0]), out var lower) | !TryReadEnd(at.Enter(1, list.Items[1]), out var upper)) return false;
        if (!at.Check(Bounds.Violation(lower, upper))) return false;
        value = new Bounds(lower, upper);
        return true;
    }

    public override Node Write(Bounds value) => new ListNode(default, [ValueKinds.Number.Write(value.Lower), ValueKinds.Number.Write(value.Upper)]);

    /// <summary>The schema of bounds that are 0 or more, for rates.</summary>
    public static MapNode OfRate { get; } = JsonSchema.Of(("items", JsonSchema.List(JsonSchema.Of(("minimum", JsonSchema.Number(0)), ("type", JsonSchema.Text("number"))))));

    private static MapNode End(MapNode limit, params string[] words) =>
        JsonSchema.Of(("anyOf", JsonSchema.List(JsonSchema.Join(JsonSchema.Type("number"), limit), JsonSchema.Of(("enum", JsonSchema.Texts(words))))));

    private static bool TryReadEnd(Cursor at, out double value)
    {
        value = double.PositiveInfinity;
        switch (at.Node)
        {
            // YAML's own .inf needs no quotes, but JSON does.
            case ScalarNode { Text: "inf" or "+inf" or ".inf" or "∞" }: return true;
            case ScalarNode { Text: "-inf" or "-.inf" or "-∞" }:
                value = double.NegativeInfinity;
                return true;
            default: return ValueKinds.Number.TryRead(at, out value);
        }
    }
}
