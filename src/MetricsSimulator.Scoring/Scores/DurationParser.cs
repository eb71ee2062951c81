namespace MetricsSimulator.Scoring.Scores;

/// <summary>Reads a span of time like <c>5m</c>.</summary>
/// <param name="text">The text.</param>
/// <param name="duration">The span.</param>
/// <returns>False if the text is none.</returns>
public delegate bool DurationParser(string text, out TimeSpan duration);
