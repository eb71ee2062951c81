namespace MetricsSimulator.Scoring.Alerts;

/// <summary>
/// The samples of a series <c>ALERTS</c>: 1 at every evaluation of [<paramref name="First"/>, <paramref name="End"/>) that is not in <see cref="AlertTrace.Silent"/>, and then a
/// marker of staleness.
/// </summary>
/// <param name="IsFiring">Whether its label <c>alertstate</c> is <c>firing</c>; otherwise it is <c>pending</c>.</param>
/// <param name="First">The first evaluation with a sample.</param>
/// <param name="End">The first at which the instance is not in this state.</param>
/// <param name="Marker">The evaluation that writes the marker; −1 if none does, because the history ends or the same state begins again.</param>
public readonly record struct AlertSpan(bool IsFiring, int First, int End, int Marker);
