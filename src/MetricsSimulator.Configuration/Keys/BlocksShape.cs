namespace MetricsSimulator.Configuration.Keys;

/// <summary>The way in which several blocks are written.</summary>
internal enum BlocksShape
{
    /// <summary>One after another in a list.</summary>
    List,

    /// <summary>Each under a name.</summary>
    Map,

    /// <summary>A list, or a single block.</summary>
    BlockOrList,
}
