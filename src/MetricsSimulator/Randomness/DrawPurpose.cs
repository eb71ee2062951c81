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
}
