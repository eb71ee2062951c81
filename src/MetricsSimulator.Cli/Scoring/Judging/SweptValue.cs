namespace MetricsSimulator.Cli.Scoring.Judging;

/// <summary>A value that a sweep gives to an alert.</summary>
/// <param name="Alert">The alert, by its name in the report.</param>
/// <param name="Parameter">What is swept: <c>threshold</c> or <c>for</c>.</param>
/// <param name="Value">The value; a span of time in seconds.</param>
/// <param name="Text">The value as it is written.</param>
internal sealed record SweptValue(string Alert, string Parameter, double Value, string Text);
