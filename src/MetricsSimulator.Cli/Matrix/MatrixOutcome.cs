using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Matrix;

/// <summary>What came of a combination.</summary>
/// <param name="Case">The combination.</param>
/// <param name="Points">The number of points that arrived.</param>
/// <param name="NotTaken">The number of points of which the exporter says that they were not taken.</param>
/// <param name="Differences">What differs from the truth; empty if nothing does.</param>
/// <param name="Took">How long it took.</param>
internal sealed record MatrixOutcome(MatrixCase Case, long Points, long NotTaken, ImmutableArray<string> Differences, TimeSpan Took)
{
    /// <summary>Whether nothing differs from the truth.</summary>
    public bool IsRight => Differences.IsEmpty;
}
