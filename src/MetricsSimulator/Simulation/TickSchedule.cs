using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.States;

namespace MetricsSimulator.Simulation;

/// <summary>
/// The work of a tick, cut into pieces: states that others derive from come in an earlier round, and the pieces of one round may run on any
/// threads in any order. Immutable; one tick at a time.
/// </summary>
internal sealed class TickSchedule
{
    // Below this a tick takes less time than waking a second core.
    private const int ParallelFrom = 16_384;

    private readonly Piece[][] _rounds;
    private readonly ParallelOptions? _parallel;

    /// <summary>Cuts the work of the states.</summary>
    /// <param name="states">All states; a parent before the states derived from it.</param>
    /// <param name="parallelism">The most threads that work on one tick, 1 or more.</param>
    public TickSchedule(IReadOnlyList<BuiltState> states, int parallelism)
    {
        var rounds = new SortedDictionary<int, List<Piece>>();
        var depths = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var built in states)
        {
            var state = built.State;
            var depth = state.Definition is ThinnedCounterDefinition thinned ? depths[thinned.Of] + 1 : 0;
            depths[state.Definition.Key] = depth;
            if (!rounds.TryGetValue(depth, out var pieces)) rounds[depth] = pieces = [];
            for (var first = 0; first < state.Range.Count; first += Math.Min(state.LargestPiece, state.Range.Count - first))
                pieces.Add(new Piece(built, first, Math.Min(state.LargestPiece, state.Range.Count - first)));
        }

        _rounds = [.. rounds.Values.Select(pieces => pieces.ToArray())];
        if (parallelism > 1 && states.Sum(built => (long)built.State.Range.Count) >= ParallelFrom)
            _parallel = new ParallelOptions { MaxDegreeOfParallelism = parallelism };
    }

    /// <summary>Moves all states, which have begun the tick, one tick on.</summary>
    /// <param name="tick">The tick that the step leaves.</param>
    /// <param name="values">The snapshot to fill, or null when nobody looks at this tick.</param>
    public void Run(long tick, double[]? values)
    {
        foreach (var round in _rounds)
        {
            if (_parallel is not null && round.Length > 1) Parallel.For(0, round.Length, _parallel, i => round[i].Run(tick, values));
            else foreach (var piece in round) piece.Run(tick, values);
        }
    }

    private readonly record struct Piece(BuiltState Built, int First, int Count)
    {
        public void Run(long tick, double[]? values)
        {
            if (!Built.IsAsleep) Built.State.Advance(tick, First, Count, values is null || Built.IsAbsent ? default : Built.PlaceIn(values));
        }
    }
}
