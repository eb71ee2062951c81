namespace MetricsSimulator.Formats.Compression;

/// <summary>A part of a text as Deflate sends it: literal bytes, then a copy of earlier bytes.</summary>
/// <param name="Literals">The number of literal bytes.</param>
/// <param name="Length">The number of copied bytes, from 3 to 258; 0 for none.</param>
/// <param name="Distance">How far back the copied bytes are, from 1 to 32768.</param>
internal readonly record struct LineMatch(int Literals, int Length, int Distance);
