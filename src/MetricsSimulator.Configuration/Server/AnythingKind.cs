using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Server;

/// <summary>Any value.</summary>
internal sealed class AnythingKind : ValueKind<Cursor>
{
    public override string Description => "anything";

    public override MapNode Schema { get; } = JsonSchema.Of();

    public override bool TryRead(Cursor at, out Cursor value)
    {
        value = at;
        return true;
    }

    public override Node Write(Cursor value) => value.Node;
}
