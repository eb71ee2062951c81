using MetricsSimulator.Randomness;

namespace MetricsSimulator.Processes;

/// <summary>The draws of one step of one path, one stream for each use.</summary>
/// <param name="Key">The key of the path: that of a series, or that of the metric for draws that all its label sets share.</param>
/// <param name="Tick">The tick at which the step begins.</param>
/// <param name="Purpose"><see cref="DrawPurpose.PathStep"/>, or <see cref="DrawPurpose.ArrivalsStep"/> for the arrivals of a histogram.</param>
internal readonly record struct StepDraws(SeriesKey Key, long Tick, DrawPurpose Purpose)
{
    /// <summary>The normal draw of the step: index 0.</summary>
    public DrawStream Normal => new(Key, Tick, Purpose);

    /// <summary>The draws for the number of jumps, and then for their sum.</summary>
    public DrawStream Jumps => new(Key, Tick, Purpose == DrawPurpose.ArrivalsStep ? DrawPurpose.ArrivalsJumps : DrawPurpose.PathJumps);

    /// <summary>The draws for the durations of the regimes within the step, in their order.</summary>
    public DrawStream Regimes => new(Key, Tick, Purpose == DrawPurpose.ArrivalsStep ? DrawPurpose.ArrivalsRegimes : DrawPurpose.PathRegimes);
}
