using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace MetricsSimulator.Metrics;

/// <summary>The rules that the name, the values and the weights of a <see cref="LabelDimension"/> keep.</summary>
public static class LabelRules
{
    /// <summary>The names that an exposition itself uses: for the buckets of histograms, and for the quantiles of summaries.</summary>
    public static readonly ImmutableArray<string> ReservedNames = [HistogramType.UpperBound, "quantile"];

    /// <summary>
    /// The rule that a label name breaks, or null: <c>[a-zA-Z_][a-zA-Z0-9_]*</c>, not beginning with <c>__</c>, and not one of
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

    /// <summary>The rule that a list of values breaks, or null: at least one, all different, none empty.</summary>
    public static string? ValuesViolation(ImmutableArray<string> values)
    {
        if (values.IsDefaultOrEmpty) return "must have at least one value";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            if (value.Length == 0) return "a label value may not be empty: Prometheus takes that for an absent label";
            if (!seen.Add(value)) return Rule.Broken("the values of a label must differ", value);
        }

        return null;
    }

    /// <summary>The rule that a weight breaks, or null.</summary>
    public static string? WeightViolation(double weight) => Rule.Positive(weight);

    /// <summary>The rule that weights, each right by itself, break together, or null: every share is a number above 0.</summary>
    public static string? WeightsViolation(ImmutableArray<double> weights)
    {
        var sum = weights.Sum();
        foreach (var weight in weights)
            if (!(weight / sum > 0)) return Rule.Broken("the weights differ by more than numbers can hold", weights.Min(), weights.Max());
        return null;
    }

    /// <summary>The rule that generated values break together, or null: their pairs take at most 1 GiB.</summary>
    public static string? GeneratedViolation(string name, long count, string prefix)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(prefix);
        const int Digits = 8;
        var pair = name.Length + Encoding.UTF8.GetByteCount(TextEscaping.Quoted(prefix)) + Digits + 3L;
        return pair * count <= 1 << 30 ? null : Rule.Broken("the generated labels must take at most 1073741824 bytes", pair * count);
    }

    /// <summary>The rule that the mean lifetime of a value breaks, or null: a second or longer, so that a tick sees a bounded number of lives.</summary>
    public static string? LifetimeViolation(TimeSpan lifetime) =>
        lifetime >= TimeSpan.FromSeconds(1) ? null : Rule.Broken("must be at least 1 second", lifetime.TotalSeconds);

    /// <summary>The rule that a number of generated values breaks, or null.</summary>
    public static string? CountViolation(long count) => count is >= 1 and <= LabelDimension.MaximumCount
        ? null
        : Rule.Broken(string.Create(CultureInfo.InvariantCulture, $"must be from 1 to {LabelDimension.MaximumCount}"), count);
}
