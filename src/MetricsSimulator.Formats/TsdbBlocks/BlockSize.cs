namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>What a block has become.</summary>
/// <param name="Metadata">What its <c>meta.json</c> says.</param>
/// <param name="Bytes">The number of bytes of its chunks and its index.</param>
public sealed record BlockSize(BlockMetadata Metadata, long Bytes);
