namespace MetricsSimulator.Cli.Curves;

/// <summary>A quantity that can be read from a metric.</summary>
internal enum Measure
{
    /// <summary>The values, added up as <c>sum()</c> does.</summary>
    Value,

    /// <summary>The growth of counters, as <c>rate()</c> gives it.</summary>
    Rate,

    /// <summary>The mean observation of a histogram.</summary>
    Mean,

    /// <summary>The median and the 95th percentile of a histogram, as <c>histogram_quantile()</c> gives them.</summary>
    Quantiles,

    /// <summary>The number of observations in each bucket of a histogram, without those of the buckets below it.</summary>
    Buckets,

    /// <summary>The number of series, as <c>count()</c> gives it.</summary>
    Series,
}
