using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Values;

/// <summary><c>true</c> or <c>false</c>; <c>yes</c> and <c>on</c> are texts.</summary>
internal sealed class FlagKind : ValueKind<bool>
{
    public override string Description => "`true` or `false`";

    public override MapNode Schema { get; } = JsonSchema.Type("boolean");

    public override bool TryRead(Cursor at, out bool value)
    {
        value = false;
        return (at.Node is ScalarNode { IsPlain: true } scalar && CoreSchema.TryBoolean(scalar.Text, out value)) || at.ReportMismatch("true or false");
    }

    public override Node Write(bool value) => ScalarNode.OfPlain(value ? "true" : "false");
}
