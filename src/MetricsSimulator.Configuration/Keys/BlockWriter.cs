using System.Collections.Immutable;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Keys;

/// <summary>Writes a block key by key, in the order in which the keys are set. Not thread-safe.</summary>
internal sealed class BlockWriter
{
    private readonly ImmutableArray<MapEntry>.Builder _entries = ImmutableArray.CreateBuilder<MapEntry>();

    /// <summary>The block.</summary>
    public MapNode Node => new(default, _entries.ToImmutable());

    /// <summary>Writes a key with its value.</summary>
    public BlockWriter Set<T>(Key<T> key, T value)
        where T : notnull => Set(key, key.Kind.Write(value));

    /// <summary>Writes a key with a value that was written already.</summary>
    public BlockWriter Set(Key key, Node value)
    {
        _entries.Add(new MapEntry(key.Name, default, value));
        return this;
    }
}
