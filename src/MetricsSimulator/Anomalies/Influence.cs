namespace MetricsSimulator.Anomalies;

/// <summary>
/// What all anomalies of one tick do to one series together. Factors multiply, shifts add up, and what is switched on stays on, so that their
/// order does not matter. How a series then applies them is the same for all: fluctuation, factor, sticking, freezing, NaN, hiding.
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

    /// <summary>What rates are multiplied by because the cycle runs ahead; of use only when <see cref="CycleShift"/> is not zero.</summary>
    public double ShiftedScale;

    /// <summary>The share of the samples that a second process writes, whose totals began at 0 with the window.</summary>
    public double SecondWriterShare;

    /// <summary>Whether the value stays what it was when this began.</summary>
    public bool Frozen;

    /// <summary>Whether the value is not a number.</summary>
    public bool NotANumber;

    /// <summary>Whether the series is taken out of the exposition.</summary>
    public bool Hidden;

    /// <summary>Whether the counter begins again at 0 with this tick.</summary>
    public bool Restarts;

    /// <summary>Whether the label set is not there at all: one that a cardinality explosion adds, while no explosion has it.</summary>
    public bool Absent;

    private double _stuckAt;
    private double _stuckShare;

    /// <summary>Whether a snapshot shows the marker of staleness in place of the value.</summary>
    public readonly bool IsStale => Hidden || Absent;

    /// <summary>
    /// How many times the last change is added to a path, so that its changes from tick to tick fluctuate as they should: of X + c·ΔX they have the variance
    /// ((1 + c)² + c²)·Var ΔX, the changes of the path being independent.
    /// </summary>
    public readonly double Echo => Fluctuation <= 1 ? 0 : (Math.Sqrt(2 * Fluctuation * Fluctuation - 1) - 1) / 2;

    /// <summary>What a rate is multiplied by: nothing is counted while the value is frozen.</summary>
    public readonly double RateFactor => Frozen || Absent ? 0 : Factor;

    /// <summary>Keeps products of many factors finite.</summary>
    public void Bound()
    {
        const double Most = 1e18;
        Factor = Math.Min(Factor, Most);
        ObservationFactor = Math.Min(ObservationFactor, Most);
        Fluctuation = Math.Min(Fluctuation, Most);
    }

    /// <summary>Moves the value of a gauge to another: of several such, that which has moved it farthest holds, and else the greatest.</summary>
    /// <param name="value">The value to move to.</param>
    /// <param name="share">How much of the way is done, from 0 to 1.</param>
    public void StickAt(double value, double share)
    {
        if (share > _stuckShare || (share == _stuckShare && value > _stuckAt)) (_stuckAt, _stuckShare) = (value, share);
    }

    /// <summary>The value that a gauge has, before it is frozen or hidden.</summary>
    /// <param name="value">The value of its path.</param>
    public readonly double ValueOf(double value)
    {
        // Always a finite number: no factor, however large, makes an infinite value, nor a value of 0 anything but 0.
        var changed = Absent ? 0 : value == 0 ? value : Math.Clamp(value * Factor, double.MinValue, double.MaxValue);
        if (_stuckShare <= 0) return changed;
        return _stuckShare >= 1 ? _stuckAt : changed + _stuckShare * (_stuckAt - changed);
    }
}
