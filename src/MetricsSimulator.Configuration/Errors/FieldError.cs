namespace MetricsSimulator.Configuration.Errors;

/// <summary>Something that is wrong with a field of a request.</summary>
/// <param name="Field">The keys that lead to it, <c>then[0].magnitude</c>; empty when the body as a whole is meant.</param>
/// <param name="Message">The rule and the value found, without a full stop: <c>must be 0 or more, got -5</c>.</param>
/// <param name="Explanation">What the field means, or what to do; null for nothing.</param>
public sealed record FieldError(string Field, string Message, string? Explanation = null);
