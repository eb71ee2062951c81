namespace MetricsSimulator.Phases;

/// <summary>The place of a tick in a scenario.</summary>
/// <param name="Phase">The number of the phase, from 0.</param>
/// <param name="Round">How many times all phases have been played before.</param>
internal readonly record struct PhasePosition(int Phase, long Round);
