namespace MetricsSimulator.Anomalies;

/// <summary>A tick, or another instant, within the window of an anomaly.</summary>
/// <param name="Magnitude">The magnitude.</param>
/// <param name="Elapsed">The time since the window began; zero in its first tick.</param>
/// <param name="Length">The length of the window.</param>
/// <param name="Onset">How long it takes to reach the magnitude; zero for at once.</param>
internal readonly record struct AnomalyMoment(double Magnitude, TimeSpan Elapsed, TimeSpan Length, TimeSpan Onset)
{
    /// <summary>The moment of a tick in the window of an anomaly.</summary>
    public static AnomalyMoment Of(Anomaly anomaly, long tick, TimeSpan updateInterval) => new(
        // Use the planned length: a replay knows from the first tick on that an anomaly ends early, but that must not change the samples before.
        anomaly.Definition.Magnitude, updateInterval * (tick - anomaly.FirstTick), anomaly.Definition.Duration, anomaly.Definition.Onset);

    /// <summary>The moment of an instant in the window of an anomaly.</summary>
    /// <param name="anomaly">The anomaly.</param>
    /// <param name="instant">Milliseconds since the Unix epoch.</param>
    public static AnomalyMoment At(Anomaly anomaly, long instant) => new(
        anomaly.Definition.Magnitude, TimeSpan.FromMilliseconds(instant - anomaly.Start.ToUnixTimeMilliseconds()), anomaly.Definition.Duration, anomaly.Definition.Onset);

    /// <summary>The share of the magnitude that is reached: from 0 to 1 over the onset.</summary>
    public double Rise => Onset <= TimeSpan.Zero ? 1 : Math.Min(1, Elapsed / Onset);

    /// <summary>The share of the time after the onset that is left: 1 at the end of the onset, 0 at the end of the window.</summary>
    public double Fall => Elapsed <= Onset ? 1 : (Length - Elapsed) / (Length - Onset);

    /// <summary>The factor at this moment: from 1 to the magnitude over the onset.</summary>
    public double Factor => 1 + (Magnitude - 1) * Rise;
}
