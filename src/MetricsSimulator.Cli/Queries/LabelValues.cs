using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Queries;

/// <summary>The labels of a series of an answer, without the name of the metric. Two with the same labels are equal.</summary>
internal sealed class LabelValues : IEquatable<LabelValues>
{
    private readonly ImmutableArray<KeyValuePair<string, string>> _labels;
    private readonly string _text;

    /// <summary>Creates labels.</summary>
    /// <param name="labels">The labels, in any order. One with an empty value does not count.</param>
    public LabelValues(IEnumerable<KeyValuePair<string, string>> labels)
    {
        _labels = [.. labels.Where(label => label.Value.Length > 0).OrderBy(label => label.Key, StringComparer.Ordinal)];
        _text = $"{{{string.Join(',', _labels.Select(label => $"{label.Key}=\"{TextEscaping.Quoted(label.Value)}\""))}}}";
    }

    /// <summary>No labels.</summary>
    public static readonly LabelValues None = new([]);

    /// <summary>The value of a label; empty if there is no label of that name.</summary>
    public string this[string name] => _labels.FirstOrDefault(label => label.Key == name).Value ?? "";

    /// <summary>Some of the labels.</summary>
    public LabelValues Only(ImmutableArray<string> names) => new(_labels.Where(label => names.Contains(label.Key, StringComparer.Ordinal)));

    /// <summary>All labels except one.</summary>
    public LabelValues Without(string name) => new(_labels.Where(label => label.Key != name));

    /// <inheritdoc/>
    public bool Equals(LabelValues? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LabelValues);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The labels as PromQL writes them, in the order of their names: <c>{model="opus"}</c>.</summary>
    public override string ToString() => _text;
}
