namespace MetricsSimulator.Anomalies;

/// <summary>A tick within the window of an anomaly.</summary>
/// <param name="Magnitude">The magnitude.</param>
/// <param name="Elapsed">The time since the window began; zero in its first tick.</param>
/// <param name="Length">The length of the window.</param>
/// <param name="Onset">The time over which the magnitude is reached; zero for at once.</param>
internal readonly record struct AnomalyMoment(double Magnitude, TimeSpan Elapsed, TimeSpan Length, TimeSpan Onset)
{
    /// <summary>The moment of a tick in the window of an anomaly.</summary>
    public static AnomalyMoment Of(Anomaly anomaly, long tick, TimeSpan updateInterval) => new(
        // The length that was meant: an end before its time, which a replay knows from the first tick on, changes nothing that was before it.
        anomaly.Definition.Magnitude, updateInterval * (tick - anomaly.FirstTick), anomaly.Definition.Duration, anomaly.Definition.Onset);

    /// <summary>How much of the magnitude is reached: from 0 to 1 over the onset.</summary>
    public double Rise => Onset <= TimeSpan.Zero ? 1 : Math.Min(1, Elapsed / Onset);

    /// <summary>How much of the time after the onset is left: 1 at its end, 0 at the end of the window.</summary>
    public double Fall => Elapsed <= Onset ? 1 : (Length - Elapsed) / (Length - Onset);

    /// <summary>1 that has crept to the magnitude.</summary>
    public double Factor => 1 + (Magnitude - 1) * Rise;
}
