namespace MetricsSimulator.Expressions;

/// <summary>A text is not a pattern.</summary>
/// <param name="message">The place and the reason: <c>at character 5: there is no ) for this (</c>.</param>
internal sealed class ExpressionException(string message) : Exception(message);
