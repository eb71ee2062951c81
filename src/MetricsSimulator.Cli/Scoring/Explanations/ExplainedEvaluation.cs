using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Cli.Scoring.Explanations;

/// <summary>An evaluation of an instance.</summary>
/// <param name="At">Its instant.</param>
/// <param name="Value">What the alert compares; NaN if there is no value.</param>
/// <param name="IsReturned">Whether the expression returned the instance.</param>
/// <param name="HasFailed">Whether the evaluation failed, so that it changed nothing.</param>
/// <param name="Change">What it did to the instance.</param>
/// <param name="State">The state after it.</param>
internal sealed record ExplainedEvaluation(DateTimeOffset At, double Value, bool IsReturned, bool HasFailed, AlertChange Change, InstanceState State);
