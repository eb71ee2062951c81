namespace MetricsSimulator.Formats.Buffers;

/// <summary>Bytes of one part of the output that lie on end in one chunk.</summary>
/// <param name="Part">The number of the part that they belong to; pieces are put together in this order.</param>
/// <param name="Chunk">The chunk.</param>
/// <param name="Offset">Where they begin.</param>
/// <param name="Length">How many they are: 1 or more.</param>
internal readonly record struct Piece(int Part, byte[] Chunk, int Offset, int Length);
