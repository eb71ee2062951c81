using System.Collections.Immutable;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Keys;

/// <summary>One of the forms of a block: a process, a type of metric. It has keys that other forms may not have.</summary>
/// <param name="one">How an error names it: <c>a gauge</c>.</param>
/// <param name="many">How a rule names it: <c>gauges</c>.</param>
/// <param name="keys">The keys that it has, of those that not every form has.</param>
internal abstract class Variant(string one, string many, ImmutableArray<Key> keys)
{
    public string One { get; } = one;

    public string Many { get; } = many;

    public ImmutableArray<Key> Keys { get; } = keys;

    /// <summary>The schema of the blocks that certainly have this form; null when a schema cannot tell.</summary>
    public virtual MapNode? Condition => null;

    /// <summary>The limits of the keys of such a block, by the name of the key; empty for none.</summary>
    public virtual ImmutableArray<MapEntry> Limits => [];
}
