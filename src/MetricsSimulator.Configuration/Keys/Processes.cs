namespace MetricsSimulator.Configuration.Keys;

/// <summary>The processes, as a set.</summary>
[Flags]
internal enum Processes
{
    None = 0,
    Brownian = 1,
    GeometricBrownian = 2,
    OrnsteinUhlenbeck = 4,
    Constant = 8,

    /// <summary>The processes with a drift.</summary>
    Drifting = Brownian | GeometricBrownian,

    /// <summary>The processes that move.</summary>
    Moving = Drifting | OrnsteinUhlenbeck,

    All = Moving | Constant,
}
