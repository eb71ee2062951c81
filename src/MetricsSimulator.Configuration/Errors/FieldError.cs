namespace MetricsSimulator.Configuration.Errors;

/// <summary>An error in a field of a request.</summary>
/// <param name="Field">The keys that lead to it, <c>then[0].magnitude</c>; empty for the body as a whole.</param>
/// <param name="Message">The rule and the value found, without a full stop: <c>must be 0 or more, got -5</c>.</param>
/// <param name="Explanation">The meaning of the field, or what to do; null for nothing.</param>
public sealed record FieldError(string Field, string Message, string? Explanation = null);
