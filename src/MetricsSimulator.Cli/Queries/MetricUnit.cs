using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Queries;

/// <summary>The unit of a metric's values.</summary>
/// <param name="Words">The words for it in names of metrics. The last such word of a name gives the unit.</param>
/// <param name="Plural">Its plural in texts, such as <c>tokens</c>; empty for things that the metric itself names.</param>
internal sealed record MetricUnit(ImmutableArray<string> Words, string Plural)
{
    /// <summary>Seconds.</summary>
    public static readonly MetricUnit Seconds = new(["seconds"], "seconds");

    /// <summary>Milliseconds.</summary>
    public static readonly MetricUnit Milliseconds = new(["milliseconds"], "milliseconds");

    /// <summary>Bytes.</summary>
    public static readonly MetricUnit Bytes = new(["bytes"], "bytes");

    /// <summary>US dollars.</summary>
    public static readonly MetricUnit Dollars = new(["usd", "USD", "dollars"], "dollars");

    /// <summary>Tokens.</summary>
    public static readonly MetricUnit Tokens = new(["tokens"], "tokens");

    /// <summary>A share of a whole, from 0 to 1.</summary>
    public static readonly MetricUnit Ratio = new(["ratio"], "");

    /// <summary>A share of a whole, from 0 to 100.</summary>
    public static readonly MetricUnit Percent = new(["percent"], "percent");

    /// <summary>Degrees Celsius.</summary>
    public static readonly MetricUnit Celsius = new(["celsius"], "degrees Celsius");

    /// <summary>Things that are counted.</summary>
    public static readonly MetricUnit Things = new([], "");

    private static readonly ImmutableArray<MetricUnit> s_all = [Seconds, Milliseconds, Bytes, Dollars, Tokens, Ratio, Percent, Celsius];

    /// <summary>The unit of a metric: the one that is given, or else the one at the end of its name, before <c>_total</c>.</summary>
    /// <param name="given">The unit in the configuration; empty for none.</param>
    /// <param name="name">The name of the metric.</param>
    /// <remarks>Source: Prometheus, "Metric and label naming": a name ends with its unit, and a counter's with <c>_total</c> after it.</remarks>
    public static MetricUnit Of(string given, string name)
    {
        var words = name.Split('_');
        var last = words[^1] == "total" && words.Length > 1 ? words[^2] : words[^1];
        return Find(given) ?? (given.Length > 0 ? new MetricUnit([], given) : Find(last) ?? Things);
    }

    private static MetricUnit? Find(string word) => s_all.FirstOrDefault(unit => unit.Words.Contains(word, StringComparer.Ordinal));
}
