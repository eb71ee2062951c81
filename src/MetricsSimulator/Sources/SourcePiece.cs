namespace MetricsSimulator.Sources;

/// <summary>A piece of the work that a source does in a tick.</summary>
/// <param name="Round">The round in which it is done, from 0: after all pieces of earlier rounds, and in any order with the pieces of its own round.</param>
/// <param name="Part">The number of the part of the source to which it belongs. Each kind of source defines its parts.</param>
/// <param name="First">The first element of the part.</param>
/// <param name="Count">The number of elements: how long the piece takes, roughly.</param>
internal readonly record struct SourcePiece(int Round, int Part, int First, int Count);
