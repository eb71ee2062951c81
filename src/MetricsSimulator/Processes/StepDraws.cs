using MetricsSimulator.Randomness;

namespace MetricsSimulator.Processes;

/// <summary>The draws of one step of one path, by what they are for.</summary>
/// <param name="Key">The key of the path: that of a series, or that of the metric for what all its label sets have in common.</param>
/// <param name="Tick">The tick that the step leaves.</param>
/// <param name="Purpose"><see cref="DrawPurpose.PathStep"/>, or <see cref="DrawPurpose.ArrivalsStep"/> for the arrivals of a histogram.</param>
internal readonly record struct StepDraws(SeriesKey Key, long Tick, DrawPurpose Purpose)
{
    /// <summary>The normal draw of the step: index 0.</summary>
    public DrawStream Normal => new(Key, Tick, Purpose);

    /// <summary>How many jumps there are, and how far they lead together.</summary>
    public DrawStream Jumps => new(Key, Tick, Purpose == DrawPurpose.ArrivalsStep ? DrawPurpose.ArrivalsJumps : DrawPurpose.PathJumps);

    /// <summary>How long the regimes within the step last, one after another.</summary>
    public DrawStream Regimes => new(Key, Tick, Purpose == DrawPurpose.ArrivalsStep ? DrawPurpose.ArrivalsRegimes : DrawPurpose.PathRegimes);
}
