using System.Collections.Immutable;
using System.Text;

namespace MetricsSimulator.Metrics;

/// <summary>
/// One label set of a <see cref="LabelList"/>. It stands for one series (for a histogram, its series) from birth to end. If a label set with the same labels is born
/// later, it is another object.
/// </summary>
public sealed class LabelSet
{
    private readonly byte[] _pairs;
    private readonly int _hash;

    /// <summary>Creates a label set.</summary>
    /// <param name="labels">The labels in the order in which they are written; at least one, all names different, no value empty.</param>
    /// <exception cref="ArgumentException">The labels break their rule.</exception>
    public LabelSet(ImmutableArray<KeyValuePair<string, string>> labels)
    {
        if (labels.IsDefaultOrEmpty) throw new ArgumentException("A label set of a list has one label at least.", nameof(labels));
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in labels)
        {
            Rule.Require(LabelRules.NameViolation(name), "label name");
            Rule.Require(LabelRules.ValuesViolation([value]), name);
            if (!names.Add(name)) throw new ArgumentException(Rule.Broken("label names must differ", name), nameof(labels));
        }

        Labels = labels;
        // The sum does not depend on the order of the labels.
        foreach (var (name, value) in labels) _hash += HashCode.Combine(name.GetHashCode(StringComparison.Ordinal), value.GetHashCode(StringComparison.Ordinal));
        _pairs = Encoding.UTF8.GetBytes(string.Join(',', labels.Select(label => $"{label.Key}=\"{TextEscaping.Quoted(label.Value)}\"")));
    }

    /// <summary>The labels, in the order in which they are written.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Labels { get; }

    /// <summary>The pairs <c>name="value"</c> with commas between them, in UTF-8, escaped as text 0.0.4 and OpenMetrics require.</summary>
    public ReadOnlySpan<byte> Pairs => _pairs;

    /// <summary>Whether another label set has the same labels, in any order.</summary>
    public bool HasLabelsOf(LabelSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _hash == other._hash && Labels.Length == other.Labels.Length && Labels.All(label => other.ValueOf(label.Key) == label.Value);
    }

    /// <summary>The value of a label; null if it has no label of that name.</summary>
    public string? ValueOf(string name)
    {
        foreach (var label in Labels)
            if (label.Key == name) return label.Value;
        return null;
    }
}
