using MetricsSimulator.Sources;

namespace MetricsSimulator.Simulation;

/// <summary>
/// The work of a tick: the pieces of all sources, round by round. Any threads may do the pieces of one round, in any order. Immutable; one tick at a time.
/// </summary>
internal sealed class TickSchedule
{
    // A smaller tick takes less time than to wake a second core.
    private const int ParallelFrom = 16_384;

    private readonly Step[][] _rounds;
    private readonly ParallelOptions? _parallel;

    /// <summary>Orders the work of the sources.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="parallelism">The most threads that work on one tick, 1 or more.</param>
    public TickSchedule(IReadOnlyList<PlacedSource> sources, int parallelism)
    {
        var steps = sources.SelectMany(placed => placed.Source.Pieces.Select(piece => new Step(placed, piece))).ToArray();
        _rounds = [.. steps.GroupBy(step => step.Piece.Round).OrderBy(round => round.Key).Select(round => round.ToArray())];
        if (parallelism > 1 && steps.Sum(step => (long)step.Piece.Count) >= ParallelFrom)
            _parallel = new ParallelOptions { MaxDegreeOfParallelism = parallelism };
    }

    /// <summary>Moves all sources one tick on, after they have begun the tick.</summary>
    /// <param name="tick">The tick at which the step begins.</param>
    /// <param name="values">The snapshot to fill; null if nobody reads the tick.</param>
    public void Run(long tick, double[]? values)
    {
        foreach (var round in _rounds)
        {
            if (_parallel is not null && round.Length > 1) Parallel.For(0, round.Length, _parallel, i => round[i].Run(tick, values));
            else foreach (var step in round) step.Run(tick, values);
        }
    }

    private readonly record struct Step(PlacedSource Placed, SourcePiece Piece)
    {
        public void Run(long tick, double[]? values) => Placed.Source.Advance(Piece, tick, values is null ? default : Placed.In(values));
    }
}
