using System.Globalization;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Keys;

/// <summary>The content of one block of a file: the value of every key in it, with its place. Not thread-safe.</summary>
internal sealed class Block(Cursor at)
{
    private readonly Dictionary<Key, (object? Value, Cursor At)> _values = [];

    /// <summary>The block itself.</summary>
    public Cursor At { get; } = at;

    /// <summary>Whether the block has the key, with a valid value or not.</summary>
    public bool Has(Key key) => _values.ContainsKey(key);

    /// <summary>Whether the file itself has the key, and not only a catalogue.</summary>
    public bool IsGiven(Key key) => CursorOf(key) is { IsInherited: false };

    /// <summary>Whether the key's value was wrong and has been reported.</summary>
    public bool IsBroken(Key key) => _values.TryGetValue(key, out var entry) && entry.Value is null;

    /// <summary>The value, or the key's default if it is absent or wrong.</summary>
    public T Value<T>(Key<T> key)
        where T : notnull => _values.TryGetValue(key, out var entry) && entry.Value is T value ? value : key.Default;

    /// <summary>The block below a key; an empty one if it is absent or wrong.</summary>
    public Block Find(Key<Block> key) => (_values.TryGetValue(key, out var entry) ? entry.Value as Block : null) ?? new Block(At);

    /// <summary>The cursor at the key's value; null if the key is absent.</summary>
    public Cursor? CursorOf(Key key) => _values.TryGetValue(key, out var entry) ? entry.At : null;

    /// <summary>
    /// The place of an error that concerns several keys: the first of them that the file itself has, because the user can change only that.
    /// </summary>
    public Cursor Blame(params ReadOnlySpan<Key> keys)
    {
        foreach (var key in keys)
            if (IsGiven(key)) return CursorOf(key)!;
        return At;
    }

    /// <summary>Reads a key's value. An explicit null is the same as no key.</summary>
    public void Add(Key key, Cursor at)
    {
        if (at.Node is not ScalarNode { IsNull: true }) _values[key] = (key.Read(at), at);
    }

    /// <summary>Multiplies all values that the file itself gives in the unit of a path, here and in the blocks below, and reports products that are not allowed.</summary>
    /// <param name="factor">The factor; null if it is missing. That error has been reported, and the values then count as wrong.</param>
    /// <param name="has">Whether to multiply the values of a key.</param>
    public void Multiply(double? factor, Func<Key, bool> has)
    {
        foreach (var (key, (value, at)) in _values.ToArray())
        {
            if (at.IsInherited || value is null || !has(key)) continue;
            if (value is Block below) below.Multiply(factor, has);
            if (!key.IsInUnitOfPath) continue;
            _values[key] = (factor is { } times ? Product(key, value, at, times) : null, at);
        }
    }

    /// <summary>Reports the keys that do not apply to the form of the block, and drops them and those that the catalogue gave.</summary>
    /// <param name="variants">All forms.</param>
    /// <param name="variant">The form of this block; null if it is not known, in which case every key stays.</param>
    public void DropWhatDoesNotApply(VariantSet variants, Variant? variant)
    {
        if (variant is null) return;
        foreach (var (key, (_, at)) in _values.ToArray())
        {
            if (variants.Violation(key, variant) is not { } violation) continue;
            if (!at.IsInherited) at.ReportKey(violation, key.Explanation);
            _values.Remove(key);
        }
    }

    private static object? Product(Key key, object value, Cursor at, double factor)
    {
        var (product, violation) = key.Multiply(value, factor);
        return at.Check(violation is null ? null : string.Create(CultureInfo.InvariantCulture, $"times the initial value {factor}: {violation}")) ? product : null;
    }
}
