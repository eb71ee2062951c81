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

    /// <summary>What the standard deviation of the path's change from tick to tick is multiplied by; 1 or more.</summary>
    public double Fluctuation = 1;

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

    /// <summary>
    /// How many times the last change is added to a path, so that its changes from tick to tick fluctuate as they should: of X + c·ΔX they have the variance
    /// ((1 + c)² + c²)·Var ΔX, the changes of the path being independent.
    /// </summary>
    public readonly double Echo => Fluctuation <= 1 ? 0 : (Math.Sqrt(2 * Fluctuation * Fluctuation - 1) - 1) / 2;

    /// <summary>What a rate is multiplied by: nothing is counted while the value is frozen.</summary>
    public readonly double RateFactor => Frozen ? 0 : Factor;
}
