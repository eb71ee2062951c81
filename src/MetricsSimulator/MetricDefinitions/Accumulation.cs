namespace MetricsSimulator.MetricDefinitions;

/// <summary>How a rate becomes the increments of a counter.</summary>
public enum Accumulation
{
    /// <summary>The increment is rate × time.</summary>
    Integral,

    /// <summary>The increment is a number of events: Poisson with mean intensity × time (a Cox process when the intensity is random).</summary>
    Poisson,
}
