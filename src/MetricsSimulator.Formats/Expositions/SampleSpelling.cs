namespace MetricsSimulator.Formats.Expositions;

/// <summary>The spelling of the value of a sample.</summary>
internal enum SampleSpelling
{
    /// <summary>As in Go.</summary>
    Go,

    /// <summary>As in Go, with <c>.0</c> after whole numbers.</summary>
    OpenMetrics,

    /// <summary>As an integer without exponent; OpenMetrics writes the counts of a histogram in this way.</summary>
    Integer,
}
