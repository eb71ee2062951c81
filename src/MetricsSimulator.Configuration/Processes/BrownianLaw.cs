using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Configuration.Processes;

/// <summary><c>process: brownian</c>.</summary>
internal sealed class BrownianLaw() : ProcessLaw<BrownianDefinition>("brownian",
[
    PathKeys.Drift.From((BrownianDefinition process) => process.Drift),
    .. PathKeys.VolatilityFields((BrownianDefinition process) => process.Volatility),
    PathKeys.AtBounds.From((BrownianDefinition process) => process.AtBounds),
])
{
    public override ProcessDefinition Make(Block block) => new BrownianDefinition(
        block.Value(PathKeys.InitialValue), block.Value(PathKeys.Drift), PathKeys.VolatilityOf(block), block.Value(PathKeys.PathBounds), block.Value(PathKeys.AtBounds));
}
