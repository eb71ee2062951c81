namespace MetricsSimulator.Formats.Compression;

/// <summary>A stretch of text as Deflate sends it: bytes as they are, then bytes that stood some way before.</summary>
/// <param name="Literals">The number of bytes sent as they are.</param>
/// <param name="Length">The number of bytes repeated after them, from 3 to 258; 0 for none.</param>
/// <param name="Distance">How far back they stand, from 1 to 32768.</param>
internal readonly record struct LineMatch(int Literals, int Length, int Distance);
