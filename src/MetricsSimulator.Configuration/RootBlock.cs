using MetricsSimulator.Configuration.Keys;

namespace MetricsSimulator.Configuration;

/// <summary>A block at the top of a configuration. Reading, writing, reference and schema use this entry.</summary>
/// <param name="Field">Its key, and the part of a configuration that it writes.</param>
/// <param name="Read">
/// Adds the block of the file to the configuration of the blocks before it, and reports errors. It is also called when the file does not have the block.
/// </param>
internal sealed record RootBlock(Field<SimulatorConfiguration> Field, Func<SimulatorConfiguration, Block, SimulatorConfiguration> Read);
