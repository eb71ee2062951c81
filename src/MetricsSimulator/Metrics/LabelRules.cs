using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace MetricsSimulator.Metrics;

/// <summary>The rules for the name, the values and the weights of a <see cref="LabelDimension"/>.</summary>
public static class LabelRules
{
    /// <summary>The label names that expositions use themselves: for the buckets of histograms and the quantiles of summaries.</summary>
    public static readonly ImmutableArray<string> ReservedNames = [HistogramType.UpperBound, "quantile"];

    /// <summary>
    /// The rule that a label name breaks; null if it breaks none. A name is <c>[a-zA-Z_][a-zA-Z0-9_]*</c>, does not begin with <c>__</c>, and is none of
    /// <see cref="ReservedNames"/>. Source: Prometheus, "Data model", section "Metric names and labels".
    /// </summary>
    public static string? NameViolation(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0 || !(char.IsAsciiLetter(name[0]) || name[0] == '_') || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            return Rule.Broken("a label name is a letter or _ and then letters, digits and _", name);
        if (name.StartsWith("__", StringComparison.Ordinal))
            return Rule.Broken("label names that begin with __ are Prometheus's own", name);
        if (ReservedNames.Contains(name, StringComparer.Ordinal))
            return Rule.Broken("the label belongs to the exposition of histograms and summaries", name);
        return null;
    }

    /// <summary>The rule that a list of values breaks; null if it breaks none. It needs at least one value; all must differ, none may be empty, and each must be <see cref="Rule.Printable"/>.</summary>
    public static string? ValuesViolation(ImmutableArray<string> values)
    {
        if (values.IsDefaultOrEmpty) return "must have at least one value";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            if (value.Length == 0) return "a label value may not be empty: Prometheus takes that for an absent label";
            if (Rule.Printable(value) is { } broken) return $"a label value {broken}";
            if (!seen.Add(value)) return Rule.Broken("the values of a label must differ", value);
        }

        return null;
    }

    /// <summary>The rule that a weight breaks; null if it breaks none. A weight must be above 0.</summary>
    public static string? WeightViolation(double weight) => Rule.Positive(weight);

    /// <summary>The rule that weights break together although each is valid; null if they break none. The share of each must be a number above 0.</summary>
    public static string? WeightsViolation(ImmutableArray<double> weights)
    {
        var sum = weights.Sum();
        foreach (var weight in weights)
            if (!(weight / sum > 0)) return Rule.Broken("the weights differ by more than numbers can hold", weights.Min(), weights.Max());
        return null;
    }

    /// <summary>The rule that generated values break together; null if they break none. Their pairs may take at most 1 GiB.</summary>
    public static string? GeneratedViolation(string name, long count, string prefix)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(prefix);
        const int Digits = 8;
        var pair = name.Length + Encoding.UTF8.GetByteCount(TextEscaping.Quoted(prefix)) + Digits + 3L;
        return pair * count <= 1 << 30 ? null : Rule.Broken("the generated labels must take at most 1073741824 bytes", pair * count);
    }

    /// <summary>The rule that a mean lifetime breaks; null if it breaks none. It must be at least a second, so that the number of values in a tick is bounded.</summary>
    public static string? LifetimeViolation(TimeSpan lifetime) =>
        lifetime >= TimeSpan.FromSeconds(1) ? null : Rule.Broken("must be at least 1 second", lifetime.TotalSeconds);

    /// <summary>The rule that a number of generated values breaks; null if it breaks none.</summary>
    public static string? CountViolation(long count) => count is >= 1 and <= LabelDimension.MaximumCount
        ? null
        : Rule.Broken(string.Create(CultureInfo.InvariantCulture, $"must be from 1 to {LabelDimension.MaximumCount}"), count);
}
