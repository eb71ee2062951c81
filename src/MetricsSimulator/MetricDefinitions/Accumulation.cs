namespace MetricsSimulator.MetricDefinitions;

/// <summary>How a rate becomes the increments of a counter.</summary>
public enum Accumulation
{
    /// <summary>The increment is rate × time.</summary>
    Integral,

    /// <summary>The increment is a Poisson number of events with mean intensity × time: a Cox process if the intensity is random.</summary>
    Poisson,
}
