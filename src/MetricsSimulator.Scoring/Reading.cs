using System.Collections.Immutable;

namespace MetricsSimulator.Scoring;

/// <summary>The result of reading a text: a value, or all that is wrong with the text.</summary>
/// <param name="Value">The value; null if and only if there are errors.</param>
/// <param name="Errors">The errors, in the order of the text: each a sentence without its place.</param>
public sealed record Reading<T>(T? Value, ImmutableArray<string> Errors)
    where T : class;
