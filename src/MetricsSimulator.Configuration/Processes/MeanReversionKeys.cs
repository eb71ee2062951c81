using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Configuration.Processes;

/// <summary>The keys of a block <c>mean_reversion</c>.</summary>
internal static class MeanReversionKeys
{
    public static readonly Key<double> Speed = new("speed", ValueKinds.Number, 0,
        "The share of the distance to the level that is closed per second, at first. Half the distance is closed after 0.69 / speed seconds.")
    {
        Violation = Rule.NonNegative,
    };

    public static readonly Key<double> Level = new("level", ValueKinds.Number, 0, "What the path is pulled to, in the unit of initial_value.")
    {
        Violation = Rule.Finite,
    };

    public static readonly KeyTable Table = new("simulator.metrics.NAME.mean_reversion",
        "How an `ornstein_uhlenbeck` path is pulled back: dX = speed · (level − X) dt + σ dW.",
        [Speed, Level]);
}
