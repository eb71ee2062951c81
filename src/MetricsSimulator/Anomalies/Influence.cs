namespace MetricsSimulator.Anomalies;

/// <summary>
/// The combined effect of all anomalies on one series in one tick. Factors multiply, shifts add up, and flags stay set once they are set, so the
/// order of anomalies does not matter. All series apply them in the same order: fluctuation, factor, sticking, freezing, NaN, setting, hiding.
/// </summary>
internal record struct Influence()
{
    /// <summary>The factor for the values of a gauge, the rate of a counter, the arrivals of a histogram and the probability of a derived counter.</summary>
    public double Factor = 1;

    /// <summary>The factor for the observations of a histogram.</summary>
    public double ObservationFactor = 1;

    /// <summary>The factor for the standard deviation of the path's change from tick to tick; 1 or more.</summary>
    public double Fluctuation = 1;

    /// <summary>The time by which the cycle is ahead.</summary>
    public TimeSpan CycleShift;

    /// <summary>The factor for rates because the cycle is ahead; used only when <see cref="CycleShift"/> is not zero.</summary>
    public double ShiftedScale;

    /// <summary>The share of the samples that a second process writes, whose totals began at 0 with the window.</summary>
    public double SecondWriterShare;

    /// <summary>Whether the value stays as it was when this began.</summary>
    public bool Frozen;

    /// <summary>Whether the value is not a number.</summary>
    public bool NotANumber;

    /// <summary>Whether the series is removed from the exposition.</summary>
    public bool Hidden;

    /// <summary>Whether the counter restarts at 0 with this tick.</summary>
    public bool Restarts;

    /// <summary>Whether the label set does not exist now, because only a cardinality explosion adds it and none is active.</summary>
    public bool Absent;

    /// <summary>The value that is shown instead; NaN for none.</summary>
    public double SetTo = double.NaN;

    private double _stuckAt;
    private double _stuckShare;

    /// <summary>Whether a snapshot shows the stale marker instead of the value.</summary>
    public readonly bool IsStale => Hidden || Absent;

    /// <summary>
    /// The multiple c of its last change that is added to a path, so that its changes from tick to tick have the wanted standard deviation. The changes of X + c·ΔX have the variance
    /// ((1 + c)² + c²)·Var ΔX, because the changes of the path are independent.
    /// </summary>
    public readonly double Echo => Fluctuation <= 1 ? 0 : (Math.Sqrt(2 * Fluctuation * Fluctuation - 1) - 1) / 2;

    /// <summary>The factor for a rate; 0 while the value is frozen, because nothing is counted.</summary>
    public readonly double RateFactor => Frozen || Absent ? 0 : Factor;

    /// <summary>Keeps products of many factors finite.</summary>
    public void Bound()
    {
        const double Most = 1e18;
        Factor = Math.Min(Factor, Most);
        ObservationFactor = Math.Min(ObservationFactor, Most);
        Fluctuation = Math.Min(Fluctuation, Most);
    }

    /// <summary>Moves the value of a gauge to another. Of several, the one that has come furthest wins; if they are equal, the greatest value wins.</summary>
    /// <param name="value">The value to move to.</param>
    /// <param name="share">The share of the way that is done, from 0 to 1.</param>
    public void StickAt(double value, double share)
    {
        if (share > _stuckShare || (share == _stuckShare && value > _stuckAt)) (_stuckAt, _stuckShare) = (value, share);
    }

    /// <summary>Whether another value is shown instead.</summary>
    public readonly bool IsSet => !double.IsNaN(SetTo);

    /// <summary>Shows a value instead. Of several, the greatest wins.</summary>
    /// <param name="value">The value.</param>
    public void Set(double value) => SetTo = IsSet ? Math.Max(SetTo, value) : value;

    /// <summary>The value that a gauge has, before it is frozen or hidden.</summary>
    /// <param name="value">The value of its path.</param>
    public readonly double ValueOf(double value)
    {
        // Always finite: no factor makes a value infinite, and a value of 0 stays 0.
        var changed = Absent ? 0 : value == 0 ? value : Math.Clamp(value * Factor, double.MinValue, double.MaxValue);
        if (_stuckShare <= 0) return changed;
        return _stuckShare >= 1 ? _stuckAt : changed + _stuckShare * (_stuckAt - changed);
    }
}
