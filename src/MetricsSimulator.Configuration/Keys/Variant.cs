using System.Collections.Immutable;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Keys;

/// <summary>One of the forms of a block: a process, a type of metric. It has keys that other forms may not have.</summary>
/// <param name="one">Its name in errors: <c>a gauge</c>.</param>
/// <param name="many">Its name in rules: <c>gauges</c>.</param>
/// <param name="keys">Its keys among those that not every form has.</param>
internal abstract class Variant(string one, string many, ImmutableArray<Key> keys)
{
    public string One { get; } = one;

    public string Many { get; } = many;

    public ImmutableArray<Key> Keys { get; } = keys;

    /// <summary>The schema that only blocks of this form match; null if a schema cannot tell.</summary>
    public virtual MapNode? Condition => null;

    /// <summary>The limits of the keys of such a block, by the name of the key; empty for none.</summary>
    public virtual ImmutableArray<MapEntry> Limits => [];
}
