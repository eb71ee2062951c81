using System.Text;

namespace MetricsSimulator.Expressions;

/// <summary>
/// A regular expression in the syntax of RE2. Like the patterns of Prometheus, it must match a text from beginning to end. It follows all ways
/// through the pattern at once, so that a match takes time in proportion to the length of the text, for every pattern. It computes each step from a state by a character
/// once and keeps it, so that many texts cost little more than reading them. Source: R. Cox, "Regular Expression Matching: the Virtual Machine
/// Approach" (2009) and "Regular Expression Matching in the Wild" (2010).
/// </summary>
internal sealed class Expression
{
    // The most kept states, about a megabyte, or as much as the pattern itself takes. Beyond that, all are dropped.
    private const int MostStates = 1000;
    private const int FewPlaces = 100_000;
    private const int PlacesOfAnInstruction = 8;

    private readonly ExpressionProgram.Instruction[] _program;
    private readonly Lock _lock = new();
    private readonly HashSet<ExpressionState> _states = [];
    private readonly long[] _reachedAt;
    private readonly List<int> _waiting = [];
    private readonly Stack<int> _open = new();
    private ExpressionState _start;
    private int _kept;
    private long _follows;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="ExpressionException">The text is not a pattern, or needs too many instructions.</exception>
    public Expression(string text)
    {
        _program = new ExpressionProgram(new ExpressionParser(text).Parse()).Instructions;
        _reachedAt = new long[_program.Length];
        _start = StateOf([0], ExpressionNeighbour.None);
    }

    /// <summary>Whether a text matches from beginning to end.</summary>
    public bool IsMatch(string text)
    {
        var state = Volatile.Read(ref _start);
        for (var at = 0; at < text.Length;)
        {
            if (char.IsAscii(text[at]))
            {
                state = state.After(text[at]) ?? Step(state, new Rune(text[at]));
                at++;
            }
            else
            {
                Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
                state = Step(state, rune);
                at += length;
            }

            if (state.Places.Length == 0) return false;
        }

        return state.IsEnd;
    }

    /// <summary>The state after a character.</summary>
    private ExpressionState Step(ExpressionState state, Rune character)
    {
        lock (_lock)
        {
            var neighbour = ExpressionState.NeighbourOf(character);
            Follow(state.Places, state.Before, neighbour);
            var next = StateOf([.. _waiting.Where(at => _program[at].Class!.Has(character)).Select(at => at + 1).Order()], neighbour);
            state.Lead(character, next);
            return next;
        }
    }

    private ExpressionState StateOf(int[] places, ExpressionNeighbour before)
    {
        var state = new ExpressionState(places, before);
        if (_states.TryGetValue(state, out var known)) return known;
        if (_states.Count == MostStates || _kept > Math.Max(FewPlaces, PlacesOfAnInstruction * _program.Length))
        {
            _states.Clear();
            _kept = 0;
            // Dropping the start state drops all states, because they are reached only from it.
            Volatile.Write(ref _start, StateOf([0], ExpressionNeighbour.None));
        }

        state.IsEnd = Follow(places, before, ExpressionNeighbour.None);
        _states.Add(state);
        _kept += places.Length;
        return state;
    }

    /// <summary>Follows instructions from some places to all that take the next character.</summary>
    /// <returns>Whether the pattern may end here.</returns>
    private bool Follow(int[] places, ExpressionNeighbour before, ExpressionNeighbour next)
    {
        _follows++;
        _waiting.Clear();
        foreach (var place in places) _open.Push(place);
        var matches = false;
        while (_open.TryPop(out var at))
        {
            if (_reachedAt[at] == _follows) continue;
            _reachedAt[at] = _follows;
            var instruction = _program[at];
            switch (instruction.Operation)
            {
                case ExpressionProgram.Operation.Take:
                    _waiting.Add(at);
                    break;
                case ExpressionProgram.Operation.Assert when Holds(instruction.Assertion, before, next):
                    _open.Push(at + 1);
                    break;
                case ExpressionProgram.Operation.Jump:
                    _open.Push(instruction.Target);
                    break;
                case ExpressionProgram.Operation.Split:
                    _open.Push(instruction.Target);
                    _open.Push(at + 1);
                    break;
                case ExpressionProgram.Operation.Match:
                    matches = true;
                    break;
            }
        }

        return matches;
    }

    private static bool Holds(ExpressionAssertion assertion, ExpressionNeighbour before, ExpressionNeighbour next) => assertion switch
    {
        ExpressionAssertion.BeginningOfText => before == ExpressionNeighbour.None,
        ExpressionAssertion.EndOfText => next == ExpressionNeighbour.None,
        ExpressionAssertion.BeginningOfLine => before is ExpressionNeighbour.None or ExpressionNeighbour.LineFeed,
        ExpressionAssertion.EndOfLine => next is ExpressionNeighbour.None or ExpressionNeighbour.LineFeed,
        ExpressionAssertion.WordBoundary => (before == ExpressionNeighbour.Word) != (next == ExpressionNeighbour.Word),
        _ => (before == ExpressionNeighbour.Word) == (next == ExpressionNeighbour.Word),
    };
}
