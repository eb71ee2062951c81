namespace MetricsSimulator.Sources;

/// <summary>The state of a source between two ticks: everything on which later ticks depend. Each kind of source derives its own record.</summary>
/// <param name="Key">The key of the source.</param>
internal abstract record KeptSource(string Key)
{
    /// <summary>Roughly its size in memory, in bytes.</summary>
    public abstract long Bytes { get; }
}
