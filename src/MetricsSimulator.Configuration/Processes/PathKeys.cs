using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Configuration.Processes;

/// <summary>The keys of paths that all processes, or several, have.</summary>
internal static class PathKeys
{
    public static readonly Key<double> InitialValue = new("initial_value", ValueKinds.Number, 0,
        "The value at the first tick: of a gauge itself, of a counter's rate, of the median of a histogram's observations, or of the number of arrivals.")
    {
        Rule = ValueRules.Between<double>(-ProcessDefinition.GreatestValue, ProcessDefinition.GreatestValue, static value => ProcessDefinition.InitialValueViolation(value, Bounds.None)),
        Product = Times,
    };

    public static readonly Key<double> Drift = new("drift", ValueKinds.Number, 0, "The mean change of the path per second.") { Rule = ValueRules.Finite, Product = Times };

    public static readonly Key<double> VolatilityValue = new("volatility", ValueKinds.Number, 0,
        "The standard deviation of the path's change over volatility_per.")
    {
        Rule = ValueRules.NonNegative,
        Product = Times,
    };

    public static readonly Key<TimeSpan> VolatilityPer = new("volatility_per", ValueKinds.Duration, TimeSpan.FromSeconds(1),
        "The time over which volatility is the standard deviation of the path's change.")
    {
        Rule = ValueRules.PositiveDuration,
    };

    public static readonly Key<Bounds> PathBounds = new("bounds", BoundsKind.Instance, Bounds.NonNegative,
        "The range that the path never leaves; an end may be `.inf` or `-.inf`. Only a gauge may go below 0.")
    {
        Product = static (bounds, factor) =>
        {
            var (lower, upper) = (bounds.Lower * factor, bounds.Upper * factor);
            return Bounds.Violation(lower, upper) is { } violation ? (null, violation) : (new Bounds(lower, upper), null);
        },
    };

    public static readonly Key<BoundRule> AtBounds = new("at_bounds",
        new ChoiceKind<BoundRule>(("clamp", BoundRule.Clamp), ("reflect", BoundRule.Reflect)), BoundRule.Clamp,
        "What happens at a bound: `clamp` sets the path to it, `reflect` mirrors the path at it.");

    public static readonly Key<TimeSpan> Per = new("per", ValueKinds.Duration, TimeSpan.FromSeconds(1),
        "The time unit of the rate: 30 with `per: 1m` is 0.5 a second.")
    {
        Rule = ValueRules.PositiveDuration,
    };

    /// <summary>The value to which mean reversion pulls a path.</summary>
    public static readonly Key<double> Level = new("level", ValueKinds.Number, 0, "The value to which the path is pulled, in the unit of initial_value.")
    {
        AbsentText = "the initial value",
        Rule = ValueRules.Finite,
        Product = Times,
    };

    /// <summary>The product of a number in the unit of a path and a factor.</summary>
    public static (object?, string?) Times(double value, double factor) => (value * factor, null);

    /// <summary>The level that a block of mean reversion gives.</summary>
    /// <param name="reversion">The block.</param>
    /// <param name="initialValue">The initial value of the path.</param>
    public static double LevelOf(Block reversion, double initialValue) =>
        reversion.Has(Level) || reversion.At.IsAbsentLevelZero ? reversion.Value(Level) : initialValue;

    /// <summary>The volatility that a block gives.</summary>
    public static Volatility VolatilityOf(Block block) => new(block.Value(VolatilityValue), block.Value(VolatilityPer));

    /// <summary>The keys of the volatility of a process.</summary>
    public static ImmutableArray<Field<T>> VolatilityFields<T>(Func<T, Volatility> get) =>
        [VolatilityValue.From((T process) => get(process).Value), VolatilityPer.From((T process) => get(process).Per)];
}
