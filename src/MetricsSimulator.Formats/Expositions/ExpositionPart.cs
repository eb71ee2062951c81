namespace MetricsSimulator.Formats.Expositions;

/// <summary>A stretch of an exposition that is rendered by itself: label sets of one family that follow one another.</summary>
/// <param name="Family">The number of the family in its plan; −1 for the end of the exposition.</param>
/// <param name="First">Its first label set, counted from the first that the family shows; with 0 the family's metadata comes before it.</param>
/// <param name="End">The label set after its last, counted alike.</param>
internal readonly record struct ExpositionPart(int Family, int First, int End);
