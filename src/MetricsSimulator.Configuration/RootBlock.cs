using MetricsSimulator.Configuration.Keys;

namespace MetricsSimulator.Configuration;

/// <summary>A block at the top of a configuration: one entry, from which it is read, written, documented and described to editors.</summary>
/// <param name="Field">Its key, with what of a configuration it says.</param>
/// <param name="Read">
/// The configuration with what the file says of this block; what is wrong has been reported. It is given what the blocks before it say, and is asked also when
/// the file does not have the block.
/// </param>
internal sealed record RootBlock(Field<SimulatorConfiguration> Field, Func<SimulatorConfiguration, Block, SimulatorConfiguration> Read);
