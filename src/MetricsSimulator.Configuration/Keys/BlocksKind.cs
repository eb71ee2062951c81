using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Keys;

/// <summary>Several blocks with the same keys, which are read later, once their context is known. The value may be empty.</summary>
/// <param name="shape">The way in which the blocks are written.</param>
/// <param name="table">The keys of each block. It is a function because a block may contain blocks of its own kind.</param>
internal sealed class BlocksKind(BlocksShape shape, Func<KeyTable> table) : ValueKind<Cursor>, IBlockKind
{
    public KeyTable Table => table();

    public override string Description => shape switch
    {
        BlocksShape.List => "list of blocks",
        BlocksShape.Map => "map of names to blocks",
        _ => "block, or list of blocks",
    };

    public override MapNode Schema => shape switch
    {
        BlocksShape.List => JsonSchema.Of(("type", JsonSchema.Text("array")), ("items", JsonSchema.Reference(Table.Definition))),
        BlocksShape.Map => JsonSchema.Of(("type", JsonSchema.Text("object")), ("additionalProperties", JsonSchema.Reference(Table.Definition))),
        _ => JsonSchema.Of(
            ("type", JsonSchema.Texts("object", "array")),
            ("items", JsonSchema.Reference(Table.Definition)),
            ("if", JsonSchema.Type("object")), ("then", JsonSchema.Reference(Table.Definition))),
    };

    public override bool TryRead(Cursor at, out Cursor value)
    {
        value = at;
        return true;
    }

    public override Node Write(Cursor value) => value.Node;
}
