namespace MetricsSimulator.Randomness;

/// <summary>The use of a draw. Different purposes never share draws, so that a new one changes no other.</summary>
internal enum DrawPurpose : byte
{
    /// <summary>The step of the path of a gauge, a rate or a median.</summary>
    PathStep = 0,

    /// <summary>The step of the path of a histogram's arrivals.</summary>
    ArrivalsStep = 1,

    /// <summary>The number of events or observations in a tick.</summary>
    Arrivals = 2,

    /// <summary>The number of a parent's events that are kept.</summary>
    Thinning = 3,

    /// <summary>The observations of a histogram, one by one.</summary>
    Observation = 4,

    /// <summary>The number of observations in each bucket.</summary>
    BucketCount = 5,

    /// <summary>The observations, or their sum, within a bucket.</summary>
    BucketSum = 6,

    /// <summary>The events or observations that anomalies add, or the number that they leave.</summary>
    AnomalyArrivals = 7,

    /// <summary>The number of events that are kept of those that anomalies add to a parent, or that remain when anomalies remove some.</summary>
    AnomalyThinning = 8,

    /// <summary>The number of a derived counter's events that an anomaly leaves.</summary>
    AnomalyKept = 9,

    /// <summary>The number of further events that an anomaly makes a derived counter keep.</summary>
    AnomalyBurst = 10,

    /// <summary>The observations that anomalies add, one by one.</summary>
    AnomalyObservation = 11,

    /// <summary>The number of observations that anomalies add to each bucket.</summary>
    AnomalyBucketCount = 12,

    /// <summary>The observations that anomalies add, or their sum, within a bucket.</summary>
    AnomalyBucketSum = 13,

    /// <summary>The time of an anomaly that comes a number of times a day.</summary>
    AnomalyTime = 14,

    /// <summary>The number of jumps of the path of a gauge, a rate or a median in a step, and their sum.</summary>
    PathJumps = 15,

    /// <summary>The number of jumps of the path of a histogram's arrivals in a step, and their sum.</summary>
    ArrivalsJumps = 16,

    /// <summary>The durations of the regimes within a step, for the path of a gauge, a rate or a median.</summary>
    PathRegimes = 17,

    /// <summary>The durations of the regimes within a step, for the path of a histogram's arrivals.</summary>
    ArrivalsRegimes = 18,

    /// <summary>The process, of two, that wrote a sample.</summary>
    AnomalyWriter = 20,

    /// <summary>The duration of a scrape.</summary>
    ScrapeDuration = 21,

    /// <summary>The lifetime of a label value. Its tick is the number of values that the place had before.</summary>
    Lifetime = 32,
}
