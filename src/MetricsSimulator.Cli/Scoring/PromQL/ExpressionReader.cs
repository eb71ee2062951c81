using System.Globalization;
using MetricsSimulator.Configuration.RuleFiles;

namespace MetricsSimulator.Cli.Scoring.PromQL;

/// <summary>
/// Finds the selectors of an expression, and adds up what ranges, subqueries and offsets say about each. A modifier belongs to what stands before it: a selector, a call, or
/// an expression in parentheses, with all selectors in it. Operators need no precedence for that. Not thread-safe.
/// </summary>
/// <remarks>Source: prometheus/prometheus, promql/parser/generated_parser.y.</remarks>
/// <param name="tokens">The tokens of the expression.</param>
internal sealed class ExpressionReader(List<Token> tokens)
{
    private static readonly string[] s_operators = ["+", "-", "*", "/", "%", "^", "==", "!=", "<=", ">=", "<", ">"];
    private static readonly string[] s_words = ["and", "or", "unless", "atan2"];

    private readonly List<Selector> _selectors = [];
    private int _at;
    private bool _hasEnds;

    private Token Current => tokens[_at];

    /// <summary>Reads the whole expression.</summary>
    /// <exception cref="UnreadableExpressionException">It has a syntax that is not known here.</exception>
    public ExpressionReading Read()
    {
        ReadExpression();
        if (Current.Kind != TokenKind.End) throw Unreadable();
        return new ExpressionReading([.. _selectors], _hasEnds);
    }

    private void ReadExpression()
    {
        while (true)
        {
            ReadOperand();
            if (Current.Kind == TokenKind.Sign ? !s_operators.Contains(Current.Text) : !s_words.Any(Current.IsKeyword)) return;
            _at++;
            Take("bool");
            while (IsMatching())
            {
                _at++;
                // Grouping may have no labels.
                if (Current.IsSign("(")) SkipParentheses();
            }
        }
    }

    private bool IsMatching() => Current.IsKeyword("group_left") || Current.IsKeyword("group_right")
        || ((Current.IsKeyword("on") || Current.IsKeyword("ignoring")) && tokens[_at + 1].IsSign("("));

    private void ReadOperand()
    {
        while (Take("-") || Take("+")) { }
        var first = _selectors.Count;
        var token = Current;
        if (Take("("))
        {
            ReadExpression();
            Expect(")");
        }
        else if (token.IsSign("{"))
        {
            _selectors.Add(new Selector(SelectorReader.Read(tokens, ref _at), Selector.Freshness) { IsInstant = true });
        }
        else if (token.Kind is TokenKind.Number or TokenKind.Duration or TokenKind.Text)
        {
            _at++;
        }
        else if (token.Kind == TokenKind.Name)
        {
            ReadNamed();
        }
        else
        {
            throw Unreadable();
        }

        ReadModifiers(first);
    }

    // A function with its arguments, an aggregation, a number such as Inf, or a selector.
    private void ReadNamed()
    {
        var next = tokens[_at + 1];
        if (next.IsKeyword("by") || next.IsKeyword("without"))
        {
            _at += 2;
            SkipParentheses();
            ReadArguments();
        }
        else if (next.IsSign("("))
        {
            _at++;
            ReadArguments();
            if (Take("by") || Take("without")) SkipParentheses();
        }
        else if ((Current.IsKeyword("inf") || Current.IsKeyword("nan")) && !next.IsSign("{"))
        {
            _at++;
        }
        else
        {
            _selectors.Add(new Selector(SelectorReader.Read(tokens, ref _at), Selector.Freshness) { IsInstant = true });
        }
    }

    private void ReadArguments()
    {
        Expect("(");
        while (!Take(")"))
        {
            ReadExpression();
            if (!Current.IsSign(")")) Expect(",");
        }
    }

    private void ReadModifiers(int first)
    {
        while (true)
        {
            if (Take("["))
            {
                var range = ReadDuration();
                var isSubquery = Take(":");
                if (isSubquery && !Current.IsSign("]")) _ = ReadDuration();
                Expect("]");
                Extend(first, isSubquery ? range : range - Selector.Freshness, hasRange: !isSubquery);
            }
            else if (Take("offset"))
            {
                var isNegative = Take("-");
                if (!isNegative) Take("+");
                var offset = ReadDuration();
                Extend(first, isNegative ? -offset : offset);
            }
            else if (Take("@"))
            {
                ReadInstant();
            }
            else
            {
                return;
            }
        }
    }

    private void ReadInstant()
    {
        while (Take("-") || Take("+")) { }
        if (Current.IsKeyword("start") || Current.IsKeyword("end"))
        {
            _hasEnds = true;
            _at++;
            Expect("(");
            Expect(")");
        }
        else if (tokens[_at++].Kind is not (TokenKind.Number or TokenKind.Name))
        {
            throw Unreadable();
        }
    }

    private TimeSpan ReadDuration()
    {
        var token = tokens[_at];
        if (token.Kind == TokenKind.Duration && PrometheusDuration.TryParse(token.Text, out var duration))
        {
            _at++;
            return duration;
        }

        // Prometheus 3 takes seconds too.
        if (token.Kind != TokenKind.Number || !double.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) || !(seconds < 1e9)) throw Unreadable();
        _at++;
        return TimeSpan.FromSeconds(seconds);
    }

    private void Extend(int first, TimeSpan span, bool hasRange = false)
    {
        for (var i = first; i < _selectors.Count; i++) _selectors[i] = _selectors[i] with { LookBack = _selectors[i].LookBack + span, IsInstant = _selectors[i].IsInstant && !hasRange };
    }

    private void SkipParentheses()
    {
        Expect("(");
        while (!Take(")"))
        {
            if (Current.Kind == TokenKind.End) throw Unreadable();
            _at++;
        }
    }

    // A sign or a keyword.
    private bool Take(string text)
    {
        if (!Current.IsSign(text) && !Current.IsKeyword(text)) return false;
        _at++;
        return true;
    }

    private void Expect(string sign)
    {
        if (!Take(sign)) throw Unreadable();
    }

    private UnreadableExpressionException Unreadable() => new(Current.Kind == TokenKind.End ? "its end" : $"'{Current.Text}'");
}
