using System.Text;

namespace MetricsSimulator.Expressions;

/// <summary>
/// A regular expression in the syntax of RE2 that must match a text from its beginning to its end, as Prometheus anchors patterns. It follows all ways
/// through the pattern at once, so that a match takes time in proportion to the length of the text, whatever the pattern. Source: R. Cox, "Regular Expression
/// Matching: the Virtual Machine Approach" (2009).
/// </summary>
internal sealed class Expression
{
    private readonly ExpressionProgram.Instruction[] _program;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="ExpressionException">The text is not a pattern, or needs too many instructions.</exception>
    public Expression(string text) => _program = new ExpressionProgram(new ExpressionParser(text).Parse()).Instructions;

    /// <summary>Whether the whole of a text matches.</summary>
    public bool IsMatch(string text)
    {
        var threads = new Threads(_program);
        Rune? before = null;
        var at = 0;
        while (true)
        {
            Rune? next = null;
            var length = 0;
            if (at < text.Length)
            {
                Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out length);
                next = rune;
            }

            var matches = threads.Follow(before, next, isFirst: at == 0);
            if (next is not { } character) return matches;
            if (!threads.Take(character)) return false;
            before = next;
            at += length;
        }
    }

    /// <summary>The instructions that a match has reached between two characters.</summary>
    private sealed class Threads(ExpressionProgram.Instruction[] program)
    {
        private readonly int[] _reachedAt = new int[program.Length];
        private readonly int[] _waiting = new int[program.Length];
        private readonly Stack<int> _open = new();
        private int _count;
        private int _place;

        /// <summary>Goes on from where characters were taken to all that take the next one.</summary>
        /// <returns>Whether the pattern may end here.</returns>
        public bool Follow(Rune? before, Rune? next, bool isFirst)
        {
            _place++;
            if (isFirst) _open.Push(0);
            for (var i = 0; i < _count; i++) _open.Push(_waiting[i]);
            _count = 0;
            var matches = false;
            while (_open.TryPop(out var at))
            {
                if (_reachedAt[at] == _place) continue;
                _reachedAt[at] = _place;
                var instruction = program[at];
                switch (instruction.Operation)
                {
                    case ExpressionProgram.Operation.Take:
                        _waiting[_count++] = at;
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

        /// <summary>Takes a character wherever it fits.</summary>
        /// <returns>Whether it fitted anywhere.</returns>
        public bool Take(Rune character)
        {
            var count = 0;
            for (var i = 0; i < _count; i++)
                if (program[_waiting[i]].Class!.Has(character)) _waiting[count++] = _waiting[i] + 1;
            _count = count;
            return count > 0;
        }

        private static bool Holds(ExpressionAssertion assertion, Rune? before, Rune? next) => assertion switch
        {
            ExpressionAssertion.BeginningOfText => before is null,
            ExpressionAssertion.EndOfText => next is null,
            ExpressionAssertion.BeginningOfLine => before is null || before.Value.Value == '\n',
            ExpressionAssertion.EndOfLine => next is null || next.Value.Value == '\n',
            ExpressionAssertion.WordBoundary => IsWord(before) != IsWord(next),
            _ => IsWord(before) == IsWord(next),
        };

        private static bool IsWord(Rune? character) => character is { IsAscii: true } known && (char.IsAsciiLetterOrDigit((char)known.Value) || known.Value == '_');
    }
}
