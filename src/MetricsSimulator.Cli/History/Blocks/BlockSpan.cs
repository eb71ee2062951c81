using MetricsSimulator.Formats.TsdbBlocks;

namespace MetricsSimulator.Cli.History.Blocks;

/// <summary>Consecutive chunks of a block: the part of a batch that is computed at once.</summary>
/// <param name="Block">The number of the block.</param>
/// <param name="FirstTick">The first tick of the block, counted from the first tick to write.</param>
/// <param name="Cut">How the ticks of the block are cut into chunks.</param>
/// <param name="FirstChunk">The first chunk.</param>
/// <param name="EndChunk">The chunk after the last one.</param>
internal readonly record struct BlockSpan(int Block, long FirstTick, ChunkCut Cut, long FirstChunk, long EndChunk);
