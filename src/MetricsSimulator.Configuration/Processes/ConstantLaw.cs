using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Configuration.Processes;

/// <summary><c>process: constant</c>.</summary>
internal sealed class ConstantLaw() : ProcessLaw<ConstantDefinition>("constant", [])
{
    public override ProcessDefinition Make(Block block) => new ConstantDefinition(block.Value(PathKeys.InitialValue), block.Value(PathKeys.PathBounds));
}
