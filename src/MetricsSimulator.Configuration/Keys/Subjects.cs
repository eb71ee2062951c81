namespace MetricsSimulator.Configuration.Keys;

/// <summary>What a block of keys can describe.</summary>
[Flags]
internal enum Subjects
{
    None = 0,

    /// <summary>A counter with a rate of its own.</summary>
    Counter = 1,

    /// <summary>A counter of some of another counter's events.</summary>
    Thinned = 2,

    Gauge = 4,

    Histogram = 8,

    /// <summary>The intensity of a histogram's observations.</summary>
    Arrivals = 16,

    /// <summary>What has a path.</summary>
    Paths = Counter | Gauge | Histogram | Arrivals,

    All = Paths | Thinned,
}
