namespace MetricsSimulator.Cycles;

/// <summary>How strong activity is at an instant, as a share of its peak: what rates and intensities are multiplied by. Immutable and thread-safe.</summary>
public sealed record Cycle
{
    /// <summary>The activity at night, as a share of the peak.</summary>
    public double NightBaseline { get; init; } = 1;

    /// <summary>The factor at an instant: 1 in the peak hours of a weekday.</summary>
    /// <param name="instant">The instant.</param>
    /// <param name="origin">The instant at which the scenario began, from which a trend is counted.</param>
    public double FactorAt(DateTimeOffset instant, DateTimeOffset origin) => instant >= origin ? NightBaseline : 1;
}
