using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Configuration.Processes;

/// <summary><c>process: jump_diffusion</c>.</summary>
internal sealed class JumpDiffusionLaw() : ProcessLaw<JumpDiffusionDefinition>("jump_diffusion",
[
    PathKeys.Drift.From((JumpDiffusionDefinition process) => process.Drift),
    .. PathKeys.VolatilityFields((JumpDiffusionDefinition process) => process.Volatility),
    s_jumps.From((JumpDiffusionDefinition process) => process.Jumps),
    PathKeys.AtBounds.From((JumpDiffusionDefinition process) => process.AtBounds),
])
{
    private static readonly Key<double> s_intensity = new("intensity", ValueKinds.Number, 0, "The mean number of jumps in each `per`. They form a Poisson process.")
    {
        Rule = ValueRules.NonNegative,
    };

    private static readonly Key<TimeSpan> s_per = new("per", ValueKinds.Duration, TimeSpan.FromHours(1), "The time unit of the intensity.")
    {
        Rule = ValueRules.PositiveDuration,
    };

    private static readonly Key<JumpSizes> s_sizes = new("sizes",
        new ChoiceKind<JumpSizes>(("normal", JumpSizes.Normal), ("lognormal", JumpSizes.Lognormal)), JumpSizes.Normal,
        "`normal`: a jump adds its size; `lognormal`: a jump multiplies the path, and drift and volatility are shares of the value.");

    private static readonly Key<double> s_mean = new("mean", ValueKinds.Number, 0,
        "The mean size of a jump, in the unit of initial_value. With `sizes: lognormal`, the mean of the natural logarithm of the factor: 0.69 doubles, -0.69 halves.")
    {
        Rule = ValueRules.Finite,
        Product = PathKeys.Times,
    };

    private static readonly Key<double> s_standardDeviation = new("standard_deviation", ValueKinds.Number, 0,
        "The standard deviation of the sizes, or of the logarithm of the factors.")
    {
        Rule = ValueRules.NonNegative,
        Product = PathKeys.Times,
    };

    private static readonly BlockKey<Jumps> s_jumps = new("jumps",
        new KeyTable<Jumps>("jumps", "simulator.metrics.NAME.jumps",
            "When a `jump_diffusion` path jumps, and how far (Merton, 1976). Between jumps it is a Brownian motion, or with `sizes: lognormal` a geometric one.",
            [
                s_intensity.From((Jumps jumps) => jumps.Intensity),
                s_per.From((Jumps jumps) => jumps.Per),
                s_sizes.From((Jumps jumps) => jumps.Sizes),
                s_mean.From((Jumps jumps) => jumps.Mean),
                s_standardDeviation.From((Jumps jumps) => jumps.StandardDeviation),
            ]),
        "When the path jumps, and how far.")
    {
        AbsentText = "no jumps",
    };

    public override bool HasShares(Block block) => block.Find(s_jumps).Value(s_sizes) == JumpSizes.Lognormal;

    public override ProcessDefinition Make(Block block)
    {
        var jumps = block.Find(s_jumps);
        return new JumpDiffusionDefinition(
            block.Value(PathKeys.InitialValue),
            new Jumps(
                jumps.Value(s_intensity), jumps.Value(s_per), jumps.Value(s_mean), jumps.Value(s_standardDeviation), jumps.Value(s_sizes)),
            block.Value(PathKeys.Drift), PathKeys.VolatilityOf(block), block.Value(PathKeys.PathBounds), block.Value(PathKeys.AtBounds));
    }
}
