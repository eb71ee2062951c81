namespace MetricsSimulator.Processes;

/// <summary>The distribution of the sizes of jumps.</summary>
public enum JumpSizes
{
    /// <summary>A jump adds a normal size to the path, which is a Brownian motion between jumps.</summary>
    Normal,

    /// <summary>A jump multiplies the path by a lognormal factor; between jumps the path is a geometric Brownian motion.</summary>
    Lognormal,
}
