using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Configuration.Processes;

/// <summary><c>process: geometric_brownian</c>.</summary>
internal sealed class GeometricBrownianLaw() : ProcessLaw<GeometricBrownianDefinition>("geometric_brownian",
[
    PathKeys.Drift.From((GeometricBrownianDefinition process) => process.Drift),
    .. PathKeys.VolatilityFields((GeometricBrownianDefinition process) => process.Volatility),
    PathKeys.AtBounds.From((GeometricBrownianDefinition process) => process.AtBounds),
])
{
    public override bool HasShares(Block block) => true;

    public override ProcessDefinition Make(Block block) => new GeometricBrownianDefinition(
        block.Value(PathKeys.InitialValue), block.Value(PathKeys.Drift), PathKeys.VolatilityOf(block), block.Value(PathKeys.PathBounds), block.Value(PathKeys.AtBounds));
}
