using MetricsSimulator.Processes;

namespace MetricsSimulator.Cli.Curves;

/// <summary>A part of a round of a scenario in which a path follows one process.</summary>
/// <param name="Begin">The time from the beginning of the round to the beginning of the part.</param>
/// <param name="Process">The process.</param>
/// <param name="Factor">The factor by which a curve multiplies the path.</param>
/// <param name="BeginsAnew">Whether the path returns to its initial value at the beginning of the part.</param>
internal sealed record TheoryPiece(TimeSpan Begin, ProcessDefinition Process, double Factor, bool BeginsAnew)
{
    /// <summary>Whether the path is set to the initial value of the process at the beginning of the part. The path of a constant always is.</summary>
    public bool SetsPath => BeginsAnew || Process is ConstantDefinition;
}
