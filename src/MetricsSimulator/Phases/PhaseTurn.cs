namespace MetricsSimulator.Phases;

/// <summary>The phase of a tick, and whether another begins with the next tick.</summary>
/// <param name="Phase">The number of the phase of the tick.</param>
/// <param name="Next">The number of the phase that begins with the next tick; null if none does.</param>
/// <param name="Restarts">Whether a new round begins with the next tick, in which paths restart at their initial values.</param>
internal readonly record struct PhaseTurn(int Phase, int? Next = null, bool Restarts = false);
