using System.Collections.Immutable;
using System.Text;

namespace MetricsSimulator.Scoring;

/// <summary>The labels of a series or of an instance of an alert, in the order of their names. Two are equal if they have the same labels.</summary>
public sealed class SortedLabels : IEquatable<SortedLabels>
{
    /// <summary>The label that has the name of an alert.</summary>
    public const string AlertName = "alertname";

    private const string MetricName = "__name__";

    private readonly string[] _names;
    private readonly string[] _values;
    private readonly int _hash;

    private SortedLabels(string[] names, string[] values)
    {
        (_names, _values) = (names, values);
        var hash = new HashCode();
        foreach (var name in names) hash.Add(name, StringComparer.Ordinal);
        foreach (var value in values) hash.Add(value, StringComparer.Ordinal);
        _hash = hash.ToHashCode();
    }

    /// <summary>No labels. They contradict nothing.</summary>
    public static SortedLabels None { get; } = new([], []);

    /// <summary>The number of labels.</summary>
    public int Count => _names.Length;

    /// <summary>The name of a label.</summary>
    /// <param name="index">Its place in the order of the names, from 0.</param>
    public string NameAt(int index) => _names[index];

    /// <summary>The value of a label.</summary>
    /// <param name="index">Its place in the order of the names, from 0.</param>
    public string ValueAt(int index) => _values[index];

    /// <summary>The value of a label; null if there is none of that name.</summary>
    public string? ValueOf(string name) => Array.BinarySearch(_names, name, StringComparer.Ordinal) is >= 0 and var place ? _values[place] : null;

    /// <summary>Sorts labels. A label with an empty value is none, as in Prometheus.</summary>
    /// <param name="labels">The labels, in any order.</param>
    /// <exception cref="ArgumentException">Two labels have the same name.</exception>
    public static SortedLabels Of(IReadOnlyCollection<KeyValuePair<string, string>> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var names = new string[labels.Count];
        var values = new string[labels.Count];
        var count = 0;
        foreach (var label in labels)
            if (label.Value.Length > 0) (names[count], values[count++]) = (label.Key, label.Value);
        Array.Resize(ref names, count);
        Array.Resize(ref values, count);
        Array.Sort(names, values, StringComparer.Ordinal);
        for (var i = 1; i < count; i++)
            if (names[i] == names[i - 1]) throw new ArgumentException(Rule.Broken("label names must differ", names[i]), nameof(labels));
        return new SortedLabels(names, values);
    }

    /// <summary>
    /// The labels of the alert's instance that a result belongs to: those of the result without the name of its metric, then those of the rule, which win, then the name of
    /// the alert. Source: prometheus/prometheus, rules/alerting.go (Eval).
    /// </summary>
    /// <param name="alert">The name of the alert.</param>
    /// <param name="own">The labels of the rule, with templates replaced. An empty value removes a label.</param>
    public SortedLabels ForAlert(string alert, ImmutableArray<KeyValuePair<string, string>> own)
    {
        var labels = new List<KeyValuePair<string, string>>(Count + own.Length + 1);
        for (var i = 0; i < Count; i++)
        {
            var name = _names[i];
            if (name != MetricName && name != AlertName && !Has(own, name)) labels.Add(new(name, _values[i]));
        }

        foreach (var label in own)
            if (label.Key != AlertName) labels.Add(label);
        labels.Add(new(AlertName, alert));
        return Of(labels);
    }

    /// <summary>Whether a label has one value here and another there.</summary>
    /// <param name="other">The other labels.</param>
    /// <param name="ignored">The names of labels that are not compared.</param>
    public bool Contradicts(SortedLabels other, ImmutableArray<string> ignored)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int i = 0, j = 0; i < Count && j < other.Count;)
        {
            var order = string.CompareOrdinal(_names[i], other._names[j]);
            if (order == 0 && _values[i] != other._values[j] && !ignored.Contains(_names[i], StringComparer.Ordinal)) return true;
            if (order <= 0) i++;
            if (order >= 0) j++;
        }

        return false;
    }

    /// <inheritdoc/>
    public bool Equals(SortedLabels? other) =>
        other is not null && _hash == other._hash && _names.AsSpan().SequenceEqual(other._names) && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SortedLabels);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>The labels as Prometheus writes them: <c>{alertname="Down", job="claude-code"}</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("{");
        for (var i = 0; i < Count; i++)
        {
            if (i > 0) text.Append(", ");
            text.Append(_names[i]).Append("=\"").Append(Metrics.TextEscaping.Quoted(_values[i])).Append('"');
        }

        return text.Append('}').ToString();
    }

    private static bool Has(ImmutableArray<KeyValuePair<string, string>> labels, string name)
    {
        foreach (var label in labels)
            if (label.Key == name) return true;
        return false;
    }
}
