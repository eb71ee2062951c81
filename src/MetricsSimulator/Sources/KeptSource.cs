namespace MetricsSimulator.Sources;

/// <summary>What a source has between two ticks, all that the ticks after them depend on. Each kind of source derives its own.</summary>
/// <param name="Key">The key of the source.</param>
internal abstract record KeptSource(string Key)
{
    /// <summary>About how much memory it takes, in bytes.</summary>
    public abstract long Bytes { get; }
}
