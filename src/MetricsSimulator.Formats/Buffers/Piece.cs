namespace MetricsSimulator.Formats.Buffers;

/// <summary>Contiguous bytes of one part of the output, in one chunk.</summary>
/// <param name="Part">The number of the part. The output has its parts in the order of their numbers.</param>
/// <param name="Chunk">The chunk.</param>
/// <param name="Offset">The index of the first byte in the chunk.</param>
/// <param name="Length">The number of bytes: 1 or more.</param>
internal readonly record struct Piece(int Part, byte[] Chunk, int Offset, int Length);
