using System.Collections.Immutable;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Cycles;

/// <summary>A list of dates.</summary>
internal sealed class DatesKind : ValueKind<ImmutableArray<DateOnly>>
{
    private static readonly ValueKind<DateOnly> s_date =
        new TextFormKind<DateOnly>("date", DateText.Expected, DateText.TryParse, DateText.Format, isPlain: false,
            JsonSchema.Join(JsonSchema.Type("string"), JsonSchema.Of(("pattern", JsonSchema.Text(@"^\d{4}-\d{2}-\d{2}$")))));

    public static readonly DatesKind Instance = new();

    public override string Description => "list of dates";

    public override MapNode Schema { get; } = JsonSchema.Of(("type", JsonSchema.Text("array")), ("items", s_date.Schema));

    public override bool TryRead(Cursor at, out ImmutableArray<DateOnly> value)
    {
        value = [];
        if (at.Node is not ListNode list) return at.ReportMismatch("a list of dates like [2026-12-24, 2026-12-25]");
        var dates = ImmutableArray.CreateBuilder<DateOnly>();
        for (var i = 0; i < list.Items.Length; i++)
            if (s_date.TryRead(at.Enter(i, list.Items[i]), out var date)) dates.Add(date);
        value = dates.ToImmutable();
        return value.Length == list.Items.Length;
    }

    public override Node Write(ImmutableArray<DateOnly> value) => new ListNode(default, [.. value.Select(s_date.Write)]);
}
