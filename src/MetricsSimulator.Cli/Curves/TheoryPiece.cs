using MetricsSimulator.Processes;

namespace MetricsSimulator.Cli.Curves;

/// <summary>A part of a round of a scenario in which a path follows one process.</summary>
/// <param name="Begin">The time from the beginning of the round to the beginning of the part.</param>
/// <param name="Process">The process.</param>
/// <param name="Factor">The factor by which a curve multiplies the path.</param>
/// <param name="BeginsAnew">Whether the path returns to its initial value at the beginning of the part.</param>
internal sealed record TheoryPiece(TimeSpan Begin, ProcessDefinition Process, double Factor, bool BeginsAnew);
