using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Configuration.Processes;

/// <summary><c>process: regime_switching</c>.</summary>
internal sealed class RegimeSwitchingLaw() : ProcessLaw<RegimeSwitchingDefinition>("regime_switching",
[
    s_regimes.From((RegimeSwitchingDefinition process) => process),
    PathKeys.AtBounds.From((RegimeSwitchingDefinition process) => process.AtBounds),
])
{
    private static readonly Key<TimeSpan> s_meanDuration = new("mean_duration", ValueKinds.Duration, TimeSpan.FromHours(1),
        "How long the regime lasts on average, 2 seconds or more. Each time, it lasts for an exponentially distributed span.")
    {
        Rule = new(Regime.MeanDurationViolation, DurationSchema.Positive),
    };

    private static readonly Key<double> s_speed = new("speed", ValueKinds.Number, 0,
        "The share of its distance to the level that the path closes per second, at first. With 0, nothing pulls the path.")
    {
        Rule = ValueRules.NonNegative,
    };

    private static readonly BlockKey<Regime> s_meanReversion = new("mean_reversion",
        new KeyTable<Regime>("regimeMeanReversion", "simulator.metrics.NAME.regimes.REGIME.mean_reversion",
            "How a path is pulled back during a regime: dX = (drift + speed · (level − X)) dt + σ dW.",
            [s_speed.From((Regime regime) => regime.Speed), PathKeys.Level.From((Regime regime) => regime.Level)]),
        "How the path is pulled back to a level.")
    {
        AbsentText = "speed 0",
    };

    private static readonly KeyTable<Regime> s_regime = new("regime", "simulator.metrics.NAME.regimes.REGIME",
        "How a `regime_switching` path moves during one of its regimes, `calm` or `busy`.",
        [
            s_meanDuration.From((Regime regime) => regime.MeanDuration),
            PathKeys.Drift.From((Regime regime) => regime.Drift),
            .. PathKeys.VolatilityFields((Regime regime) => regime.Volatility),
            s_meanReversion.From((Regime regime) => regime),
        ]);

    private static readonly BlockKey<Regime> s_calm = new("calm", s_regime, "The regime in which the path begins.") { AbsentText = "an hour on average, without moving" };

    private static readonly BlockKey<Regime> s_busy = new("busy", s_regime, "The other regime.") { AbsentText = "an hour on average, without moving" };

    private static readonly BlockKey<RegimeSwitchingDefinition> s_regimes = new("regimes",
        new KeyTable<RegimeSwitchingDefinition>("regimes", "simulator.metrics.NAME.regimes",
            "The two regimes of a `regime_switching` path, which follow each other at random (Hamilton, 1989).",
            [s_calm.From((RegimeSwitchingDefinition process) => process.Calm), s_busy.From((RegimeSwitchingDefinition process) => process.Busy)]),
        "How the path moves when it is calm, and when it is busy.")
    {
        AbsentText = "the path does not move",
    };

    public override ProcessDefinition Make(Block block)
    {
        var regimes = block.Find(s_regimes);
        var initialValue = block.Value(PathKeys.InitialValue);
        return new RegimeSwitchingDefinition(
            initialValue, MakeRegime(regimes.Find(s_calm), initialValue), MakeRegime(regimes.Find(s_busy), initialValue),
            block.Value(PathKeys.PathBounds), block.Value(PathKeys.AtBounds));
    }

    private static Regime MakeRegime(Block block, double initialValue)
    {
        var reversion = block.Find(s_meanReversion);
        return new Regime(
            block.Value(s_meanDuration), block.Value(PathKeys.Drift), PathKeys.VolatilityOf(block), reversion.Value(s_speed), PathKeys.LevelOf(reversion, initialValue));
    }
}
