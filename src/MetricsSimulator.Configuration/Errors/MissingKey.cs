namespace MetricsSimulator.Configuration.Errors;

/// <summary>A required key that a block lacks.</summary>
/// <param name="Key">The key.</param>
/// <param name="Choice">Its possible values, in words; null for nothing.</param>
public sealed record MissingKey(string Key, string? Choice = null);
