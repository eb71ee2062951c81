namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>A finished block and its size.</summary>
/// <param name="Metadata">The content of its <c>meta.json</c>.</param>
/// <param name="Bytes">The number of bytes of chunks and index.</param>
public sealed record BlockSize(BlockMetadata Metadata, long Bytes);
