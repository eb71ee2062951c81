namespace MetricsSimulator.Configuration.Keys;

/// <summary>A kind of value that contains blocks of keys.</summary>
internal interface IBlockKind
{
    /// <summary>The keys of each block.</summary>
    KeyTable Table { get; }
}
