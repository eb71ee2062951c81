namespace MetricsSimulator.Cli.Curves;

/// <summary>What is read off a metric.</summary>
internal enum Measure
{
    /// <summary>The values as they are, added up as <c>sum()</c> does.</summary>
    Value,

    /// <summary>How much counters grow, as <c>rate()</c> tells.</summary>
    Rate,

    /// <summary>The mean observation of a histogram.</summary>
    Mean,

    /// <summary>The median and the 95th percentile of a histogram, as <c>histogram_quantile()</c> tells.</summary>
    Quantiles,

    /// <summary>How many series there are, as <c>count()</c> tells.</summary>
    Series,
}
