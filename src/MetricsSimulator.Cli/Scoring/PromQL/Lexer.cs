using System.Buffers;
using MetricsSimulator.Configuration.RuleFiles;

namespace MetricsSimulator.Cli.Scoring.PromQL;

/// <summary>Cuts an expression into tokens. Comments and white space are left out. Not thread-safe.</summary>
/// <remarks>Source: prometheus/prometheus, promql/parser/lex.go.</remarks>
internal sealed class Lexer
{
    private static readonly SearchValues<char> s_name = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:");
    private static readonly SearchValues<char> s_number = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.");
    private static readonly SearchValues<char> s_decimal = SearchValues.Create("0123456789._");
    private static readonly string[] s_pairs = ["==", "!=", "<=", ">=", "=~", "!~"];

    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private int _at;
    private bool _isInBrackets;

    private Lexer(string text) => _text = text;

    /// <summary>The tokens of an expression, with one for its end.</summary>
    /// <exception cref="UnreadableExpressionException">A text in quotes does not end, or has an unknown escape.</exception>
    public static List<Token> Read(string text)
    {
        var lexer = new Lexer(text);
        while (lexer.SkipToToken())
        {
            var at = lexer._at;
            lexer._tokens.Add(lexer.Next() with { At = at });
        }

        lexer._tokens.Add(new Token(TokenKind.End, "", text.Length));
        return lexer._tokens;
    }

    private bool SkipToToken()
    {
        while (_at < _text.Length && (char.IsWhiteSpace(_text[_at]) || _text[_at] == '#'))
        {
            if (_text[_at++] != '#') continue;
            while (_at < _text.Length && _text[_at] is not ('\n' or '\r')) _at++;
        }

        return _at < _text.Length;
    }

    private Token Next()
    {
        var first = _text[_at];
        if (first is '"' or '\'' or '`') return new Token(TokenKind.Text, QuotedText.Read(_text, ref _at), 0);
        if (char.IsAsciiLetter(first) || first == '_' || (first == ':' && !_isInBrackets)) return new Token(TokenKind.Name, Run(s_name), 0);
        if (char.IsAsciiDigit(first) || (first == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]))) return Number();
        foreach (var pair in s_pairs)
        {
            if (string.CompareOrdinal(_text, _at, pair, 0, pair.Length) != 0) continue;
            _at += pair.Length;
            return new Token(TokenKind.Sign, pair, 0);
        }

        _at++;
        // Between brackets, a colon stands before the step of a subquery.
        if (first is '[' or ']') _isInBrackets = first == '[';
        return new Token(TokenKind.Sign, first.ToString(), 0);
    }

    private Token Number()
    {
        var begin = _at;
        var number = Run(s_number);
        // A decimal number may have a sign after its e, as in 1e-3.
        if (_at < _text.Length && _text[_at] is '+' or '-' && number[^1] is 'e' or 'E' && number.AsSpan(0, number.Length - 1).IndexOfAnyExcept(s_decimal) < 0)
        {
            _at++;
            _ = Run(s_number);
            number = _text[begin.._at];
        }

        return new Token(char.IsAsciiLetter(number[^1]) && PrometheusDuration.TryParse(number, out _) ? TokenKind.Duration : TokenKind.Number, number, 0);
    }

    private string Run(SearchValues<char> characters)
    {
        var length = _text.AsSpan(_at).IndexOfAnyExcept(characters);
        var run = length < 0 ? _text[_at..] : _text.Substring(_at, length);
        _at += run.Length;
        return run;
    }
}
