using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Configuration.Processes;

/// <summary><c>process: ornstein_uhlenbeck</c>.</summary>
internal sealed class OrnsteinUhlenbeckLaw() : ProcessLaw<OrnsteinUhlenbeckDefinition>("ornstein_uhlenbeck",
[
    .. PathKeys.VolatilityFields((OrnsteinUhlenbeckDefinition process) => process.Volatility),
    s_meanReversion.From((OrnsteinUhlenbeckDefinition process) => process),
    PathKeys.AtBounds.From((OrnsteinUhlenbeckDefinition process) => process.AtBounds),
])
{
    private static readonly Key<double> s_speed = new("speed", ValueKinds.Number, 0,
        "The share of its distance to the level that the path closes per second, at first. It has closed half the distance after 0.69 / speed seconds.")
    {
        Rule = ValueRules.NonNegative,
    };

    private static readonly BlockKey<OrnsteinUhlenbeckDefinition> s_meanReversion = new("mean_reversion",
        new KeyTable<OrnsteinUhlenbeckDefinition>("meanReversion", "simulator.metrics.NAME.mean_reversion",
            "How an `ornstein_uhlenbeck` path is pulled back: dX = speed · (level − X) dt + σ dW.",
            [s_speed.From((OrnsteinUhlenbeckDefinition process) => process.Speed), PathKeys.Level.From((OrnsteinUhlenbeckDefinition process) => process.Level)]),
        "How the path is pulled back to a level.")
    {
        AbsentText = "speed 0",
    };

    public override ProcessDefinition Make(Block block)
    {
        var reversion = block.Find(s_meanReversion);
        var initialValue = block.Value(PathKeys.InitialValue);
        return new OrnsteinUhlenbeckDefinition(
            initialValue, reversion.Value(s_speed), PathKeys.LevelOf(reversion, initialValue), PathKeys.VolatilityOf(block),
            block.Value(PathKeys.PathBounds), block.Value(PathKeys.AtBounds));
    }
}
