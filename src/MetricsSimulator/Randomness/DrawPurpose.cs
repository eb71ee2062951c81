namespace MetricsSimulator.Randomness;

/// <summary>What a draw is for. Draws of different purposes never meet, so that adding a use moves no other.</summary>
internal enum DrawPurpose : byte
{
    /// <summary>The step of the path of a gauge, a rate or a median.</summary>
    PathStep = 0,

    /// <summary>The step of the path of a histogram's arrivals.</summary>
    ArrivalsStep = 1,

    /// <summary>The number of events or observations in a tick.</summary>
    Arrivals = 2,

    /// <summary>Which events of a parent are kept.</summary>
    Thinning = 3,

    /// <summary>The observations of a histogram, one by one.</summary>
    Observation = 4,

    /// <summary>How many observations fall into each bucket.</summary>
    BucketCount = 5,

    /// <summary>The observations, or their sum, within a bucket.</summary>
    BucketSum = 6,

    /// <summary>The events or observations that anomalies add, or which they leave.</summary>
    AnomalyArrivals = 7,

    /// <summary>Which of the events that anomalies add to a parent are kept, or how many remain of those that were kept.</summary>
    AnomalyThinning = 8,

    /// <summary>How many of a derived counter's events an anomaly leaves.</summary>
    AnomalyKept = 9,

    /// <summary>How many events an anomaly makes a derived counter keep besides.</summary>
    AnomalyBurst = 10,

    /// <summary>The observations that anomalies add, one by one.</summary>
    AnomalyObservation = 11,

    /// <summary>How many observations that anomalies add fall into each bucket.</summary>
    AnomalyBucketCount = 12,

    /// <summary>The observations that anomalies add, or their sum, within a bucket.</summary>
    AnomalyBucketSum = 13,

    /// <summary>When an anomaly comes that comes so many times a day.</summary>
    AnomalyTime = 14,

    /// <summary>How many jumps the path of a gauge, a rate or a median makes in a step, and how far they lead.</summary>
    PathJumps = 15,

    /// <summary>How many jumps the path of a histogram's arrivals makes in a step, and how far they lead.</summary>
    ArrivalsJumps = 16,

    /// <summary>How long the regimes of the path of a gauge, a rate or a median last within a step.</summary>
    PathRegimes = 17,

    /// <summary>How long the regimes of the path of a histogram's arrivals last within a step.</summary>
    ArrivalsRegimes = 18,

    /// <summary>Which of two processes wrote a sample.</summary>
    AnomalyWriter = 20,

    /// <summary>How long a scrape takes.</summary>
    ScrapeDuration = 21,

    /// <summary>How long a label value lives; its tick is the number of the values that the place had before.</summary>
    Lifetime = 32,
}
