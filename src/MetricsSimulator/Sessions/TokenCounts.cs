namespace MetricsSimulator.Sessions;

/// <summary>The tokens of one model call.</summary>
/// <param name="Input">Input tokens that are neither read from nor written to the cache.</param>
/// <param name="Output">Output tokens.</param>
/// <param name="CacheRead">Input tokens that are read from the cache.</param>
/// <param name="CacheCreation">Input tokens that are written to the cache.</param>
public readonly record struct TokenCounts(long Input, long Output, long CacheRead, long CacheCreation)
{
    /// <summary>All input tokens: the context of the call.</summary>
    public long Context => Input + CacheRead + CacheCreation;
}
