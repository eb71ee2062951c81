using System.Collections.Immutable;

namespace MetricsSimulator.Configuration.Keys;

/// <summary>All forms of a block. A key that some of them list applies only to those; a key that none lists applies to all.</summary>
/// <param name="noun">The text before the names in an error: <c>the process</c>; empty for nothing.</param>
/// <param name="conjunction">The text before the last of several names.</param>
/// <param name="variants">The forms, in the order of errors and of the reference.</param>
internal sealed class VariantSet(string noun, string conjunction, ImmutableArray<Variant> variants)
{
    public ImmutableArray<Variant> Variants { get; } = variants;

    /// <summary>The error of a key that does not apply; null if it applies.</summary>
    public string? Violation(Key key, Variant variant)
    {
        var scope = ScopeOf(key);
        return scope.Length == 0 || variant.Keys.Contains(key) ? null : $"applies to {(noun.Length == 0 ? "" : noun + " ")}{scope}, and this is {variant.One}";
    }

    /// <summary>The forms that a key applies to, in words; empty for all.</summary>
    public string ScopeOf(Key key)
    {
        string[] names = [.. Variants.Where(variant => variant.Keys.Contains(key)).Select(variant => variant.Many)];
        if (names.Length == 0 || names.Length == Variants.Length) return "";
        return names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} {conjunction} {names[^1]}";
    }

    /// <summary>The keys of all forms, each once, in the order of the forms.</summary>
    public IEnumerable<Key> Keys => Variants.SelectMany(variant => variant.Keys).Distinct();
}
