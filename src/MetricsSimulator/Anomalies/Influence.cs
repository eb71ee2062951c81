namespace MetricsSimulator.Anomalies;

/// <summary>
/// What all anomalies of one tick do to one series together. Factors multiply, shifts add up, and what is switched on stays on, so that their
/// order does not matter; how a series then applies them is the same for all: fluctuation, factor, freezing, NaN, hiding.
/// </summary>
internal record struct Influence()
{
    /// <summary>What the values of a gauge, the rate of a counter, the arrivals of a histogram and the probability of a derived counter are multiplied by.</summary>
    public double Factor = 1;

    /// <summary>What the observations of a histogram are multiplied by.</summary>
    public double ObservationFactor = 1;

    /// <summary>What the path's distance from where it was when this began is multiplied by.</summary>
    public double Fluctuation = 1;

    /// <summary>Whether <see cref="Fluctuation"/> is on, if only as a factor of 1.</summary>
    public bool Fluctuates;

    /// <summary>How far the cycle runs ahead.</summary>
    public TimeSpan CycleShift;

    /// <summary>Whether the value stays what it was when this began.</summary>
    public bool Frozen;

    /// <summary>Whether the value is not a number.</summary>
    public bool NotANumber;

    /// <summary>Whether the series is absent.</summary>
    public bool Hidden;

    /// <summary>Whether the counter begins again at 0 with this tick.</summary>
    public bool Restarts;

    /// <summary>What a rate is multiplied by: nothing is counted while the value is frozen.</summary>
    public readonly double RateFactor => Frozen ? 0 : Factor;
}
