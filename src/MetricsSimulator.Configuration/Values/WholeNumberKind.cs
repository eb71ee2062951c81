using System.Globalization;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Values;

/// <summary>A whole number. A number of more than 64 bits is read as the nearest one of 64 bits, which breaks every rule too.</summary>
internal sealed class WholeNumberKind : ValueKind<long>
{
    public static readonly WholeNumberKind Instance = new();

    public override string Description => "whole number";

    public override MapNode Schema { get; } = JsonSchema.Type("integer");

    public override bool TryRead(Cursor at, out long value)
    {
        value = 0;
        if (at.Node is not ScalarNode { IsPlain: true } scalar || !CoreSchema.TryWhole(scalar.Text, out var whole)) return at.ReportMismatch("a whole number");
        value = whole > long.MaxValue ? long.MaxValue : whole < long.MinValue ? long.MinValue : (long)whole;
        return true;
    }

    public override Node Write(long value) => ScalarNode.OfPlain(value.ToString(CultureInfo.InvariantCulture));
}
