using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Values;

/// <summary>Any text. A text that looks like a number stays as it is written.</summary>
internal sealed class TextKind : ValueKind<string>
{
    public override string Description => "text";

    public override MapNode Schema { get; } = JsonSchema.Type("string", "number", "boolean");

    public override bool TryRead(Cursor at, out string value)
    {
        value = (at.Node as ScalarNode)?.Text ?? "";
        return at.Node is ScalarNode { IsEmpty: false } || at.ReportMismatch("a text");
    }

    public override Node Write(string value) => ScalarNode.OfText(value);
}
