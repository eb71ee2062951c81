namespace MetricsSimulator.Formats.Expositions;

/// <summary>A part of an exposition that is rendered separately: consecutive label sets of one family.</summary>
/// <param name="Family">The number of the family in its plan; −1 for the end of the exposition.</param>
/// <param name="First">Its first label set, counted from the first that the family shows. If it is 0, the part begins with the family's metadata.</param>
/// <param name="End">The label set after its last, counted in the same way.</param>
internal readonly record struct ExpositionPart(int Family, int First, int End);
