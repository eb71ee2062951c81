using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Values;

/// <summary>A value that is read later, when more is known. It may be empty.</summary>
internal sealed class NodeKind(string description) : ValueKind<Cursor>
{
    public override string Description => description;

    public override bool TryRead(Cursor at, out Cursor value)
    {
        value = at;
        return true;
    }

    public override Node Write(Cursor value) => value.Node;
}
