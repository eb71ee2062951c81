namespace MetricsSimulator.Patterns;

/// <summary>A text is not a pattern.</summary>
/// <param name="message">Where, and why: <c>at character 5: there is no ) for this (</c>.</param>
internal sealed class PatternException(string message) : Exception(message);
