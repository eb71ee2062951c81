using MetricsSimulator.Processes;

namespace MetricsSimulator.Cli.Curves;

/// <summary>A stretch of a round of a scenario in which a path follows one law.</summary>
/// <param name="Begin">Where it begins, from the beginning of the round.</param>
/// <param name="Process">The law.</param>
/// <param name="Factor">What a curve shows of the path is the path times this.</param>
/// <param name="BeginsAnew">Whether the path returns to its initial value there.</param>
internal sealed record TheoryPiece(TimeSpan Begin, ProcessDefinition Process, double Factor, bool BeginsAnew);
