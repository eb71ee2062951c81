namespace MetricsSimulator.Sources;

/// <summary>A piece of the work that a source does in a tick.</summary>
/// <param name="Round">When it is done: after all pieces of earlier rounds, in any order with those of its own. From 0.</param>
/// <param name="Part">The number of the part of the source that it belongs to; what a part is, the source knows.</param>
/// <param name="First">The first element of the part.</param>
/// <param name="Count">The number of elements: how long the piece takes, roughly.</param>
internal readonly record struct SourcePiece(int Round, int Part, int First, int Count);
