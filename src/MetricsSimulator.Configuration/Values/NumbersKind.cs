using System.Collections.Immutable;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Values;

/// <summary>A list of numbers.</summary>
internal sealed class NumbersKind : ValueKind<ImmutableArray<double>>
{
    public static readonly NumbersKind Instance = new();

    public override string Description => "list of numbers";

    public override MapNode Schema { get; } = JsonSchema.Of(("type", JsonSchema.Text("array")), ("items", ValueKinds.Number.Schema));

    public override bool TryRead(Cursor at, out ImmutableArray<double> value)
    {
        value = [];
        if (at.Node is not ListNode list) return at.ReportMismatch("a list of numbers");
        var numbers = ImmutableArray.CreateBuilder<double>();
        for (var i = 0; i < list.Items.Length; i++)
            if (ValueKinds.Number.TryRead(at.Enter(i, list.Items[i]), out var number)) numbers.Add(number);
        value = numbers.ToImmutable();
        return value.Length == list.Items.Length;
    }

    public override Node Write(ImmutableArray<double> value) => new ListNode(default, [.. value.Select(ValueKinds.Number.Write)]);
}
