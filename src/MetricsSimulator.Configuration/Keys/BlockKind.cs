using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Keys;

/// <summary>A block of further keys. <see cref="Key{T}.Default"/> is null for an absent block, so use <see cref="Block.Has"/>.</summary>
internal sealed class BlockKind(KeyTable table) : ValueKind<Block>, IBlockKind
{
    public KeyTable Table { get; } = table;

    public override string Description => "block";

    public override MapNode Schema => JsonSchema.Reference(Table.Definition);

    public override bool TryRead(Cursor at, out Block value)
    {
        value = Table.Read(at)!;
        return value is not null;
    }

    /// <summary>A block is written by its table, from a model.</summary>
    public override Node Write(Block value) => throw new NotSupportedException();
}
