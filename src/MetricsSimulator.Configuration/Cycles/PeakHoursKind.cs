using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Cycles;

namespace MetricsSimulator.Configuration.Cycles;

/// <summary>A list of two hours of the day.</summary>
internal sealed class PeakHoursKind : ValueKind<PeakHours>
{
    public static readonly PeakHoursKind Instance = new();

    public override string Description => "`[from, to]`";

    public override MapNode Schema { get; } = JsonSchema.Of(
        ("type", JsonSchema.Text("array")), ("items", JsonSchema.Join(ValueKinds.Number.Schema, JsonSchema.Of(("minimum", JsonSchema.Number(0)), ("maximum", JsonSchema.Number(24))))),
        ("minItems", JsonSchema.Number(2)), ("maxItems", JsonSchema.Number(2)));

    public override bool TryRead(Cursor at, out PeakHours value)
    {
        value = PeakHours.Default;
        if (at.Node is not ListNode list) return at.ReportMismatch("[from, to]");
        if (list.Items.Length != 2) return at.Report($"must be [from, to], got a list of {list.Items.Length}");
        if (!ValueKinds.Number.TryRead(at.Enter(0, list.Items[0]), out var from) | !ValueKinds.Number.TryRead(at.Enter(1, list.Items[1]), out var to)) return false;
        if (!at.Check(PeakHours.Violation(from, to))) return false;
        value = new PeakHours(from, to);
        return true;
    }

    public override Node Write(PeakHours value) => new ListNode(default, [ValueKinds.Number.Write(value.From), ValueKinds.Number.Write(value.To)]);
}
