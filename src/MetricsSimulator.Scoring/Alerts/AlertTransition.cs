namespace MetricsSimulator.Scoring.Alerts;

/// <summary>A change of an instance's state.</summary>
/// <param name="Evaluation">The evaluation that makes it.</param>
/// <param name="Change">What it does. With a <c>for</c> of zero an instance fires at once and is never pending.</param>
public readonly record struct AlertTransition(int Evaluation, AlertChange Change);
