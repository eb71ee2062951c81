namespace MetricsSimulator.Configuration.Errors;

/// <summary>A key that a block has not got and needs.</summary>
/// <param name="Key">The key.</param>
/// <param name="Choice">What its value could be, in words; null for nothing.</param>
public sealed record MissingKey(string Key, string? Choice = null);
