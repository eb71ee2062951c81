using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Configuration.Processes;

/// <summary>The keys that give the law of a path, in every block that has one.</summary>
internal static class ProcessKeys
{
    public static readonly Key<Keys.Processes> Process = new("process",
        new ChoiceKind<Keys.Processes>(
            ("brownian", Keys.Processes.Brownian), ("geometric_brownian", Keys.Processes.GeometricBrownian),
            ("ornstein_uhlenbeck", Keys.Processes.OrnsteinUhlenbeck), ("constant", Keys.Processes.Constant)),
        Keys.Processes.Brownian,
        "The law of the path. With `geometric_brownian`, drift and volatility are shares of the value.",
        new Applicability(Subjects.Paths));

    public static readonly Key<double> InitialValue = new("initial_value", ValueKinds.Number, 0,
        "The value at the first tick: of a gauge itself, of a counter's rate, of the median of a histogram's observations, of the number of arrivals.",
        new Applicability(Subjects.Paths))
    {
        Violation = Rule.Finite,
    };

    public static readonly Key<double> Drift = new("drift", ValueKinds.Number, 0,
        "The mean change of the path per second.",
        new Applicability(Subjects.Paths, Keys.Processes.Drifting))
    {
        Violation = Rule.Finite,
    };

    public static readonly Key<double> Volatility = new("volatility", ValueKinds.Number, 0,
        "The standard deviation of the path's change over volatility_per.",
        new Applicability(Subjects.Paths, Keys.Processes.Moving))
    {
        Violation = Rule.NonNegative,
    };

    public static readonly Key<TimeSpan> VolatilityPer = new("volatility_per", ValueKinds.Duration, TimeSpan.FromSeconds(1),
        "The time over which volatility is the standard deviation of the path's change.",
        new Applicability(Subjects.Paths, Keys.Processes.Moving))
    {
        Violation = Rule.Positive,
    };

    public static readonly Key<Block> MeanReversion = new("mean_reversion", new BlockKind(MeanReversionKeys.Table), null!,
        "How the path is pulled back to a level.",
        new Applicability(Subjects.Paths, Keys.Processes.OrnsteinUhlenbeck))
    {
        AbsentText = "speed 0, level 0",
    };

    public static readonly Key<Bounds> PathBounds = new("bounds", BoundsKind.Instance, Bounds.NonNegative,
        "What the path never leaves; an end may be `.inf` or `-.inf`. Only a gauge may go below 0.",
        new Applicability(Subjects.Paths));

    public static readonly Key<BoundRule> AtBounds = new("at_bounds",
        new ChoiceKind<BoundRule>(("clamp", BoundRule.Clamp), ("reflect", BoundRule.Reflect)), BoundRule.Clamp,
        "What happens at a bound: the path is set to it, or mirrored at it.",
        new Applicability(Subjects.Paths, Keys.Processes.Moving));

    public static readonly Key<TimeSpan> Per = new("per", ValueKinds.Duration, TimeSpan.FromSeconds(1),
        "The time unit of the rate: 30 with `per: 1m` is 0.5 a second.",
        new Applicability(Subjects.Counter | Subjects.Arrivals))
    {
        Violation = Rule.Positive,
    };

    public static readonly ImmutableArray<Key> All = [Process, InitialValue, Drift, Volatility, VolatilityPer, MeanReversion, PathBounds, AtBounds, Per];
}
