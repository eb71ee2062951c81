namespace MetricsSimulator.Formats.Expositions;

/// <summary>How the value of a sample is spelled.</summary>
internal enum SampleSpelling
{
    /// <summary>As Go does.</summary>
    Go,

    /// <summary>As Go does, with <c>.0</c> after whole numbers.</summary>
    OpenMetrics,

    /// <summary>As an integer without exponent: what OpenMetrics writes for the counts of a histogram.</summary>
    Integer,
}
