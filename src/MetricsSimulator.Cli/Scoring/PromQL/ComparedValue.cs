using System.Globalization;

namespace MetricsSimulator.Cli.Scoring.PromQL;

/// <summary>What an alert's expression compares, and with what: <c>errors:share5m</c> and <c>0.05</c> in <c>errors:share5m &gt; 0.05</c>.</summary>
/// <param name="Expression">The expression of the compared value, with the labels of the alert's instances; the whole expression if it compares nothing.</param>
/// <param name="Operator">The comparison; null if there is none.</param>
/// <param name="Limit">What the value is compared with, as PromQL; empty if there is no comparison.</param>
internal sealed record ComparedValue(string Expression, string? Operator, string Limit)
{
    private static readonly string[] s_operators = ["==", "!=", "<=", ">=", "<", ">"];
    private static readonly string[] s_turned = ["==", "!=", ">=", "<=", ">", "<"];

    /// <summary>The number with which it is compared; null if that is no number.</summary>
    public double? Threshold { get; private init; }

    /// <summary>Whether the expression has further conditions, behind <c>and</c> or <c>unless</c>.</summary>
    public bool IsPart { get; private init; }

    /// <summary>The compared value of an expression. One that is unknown here, or that joins alternatives, compares nothing.</summary>
    public static ComparedValue Of(string expression)
    {
        try
        {
            var tokens = Lexer.Read(expression);
            return Of(expression, tokens, 0, tokens.Count - 1, isPart: false) ?? new ComparedValue(expression, null, "");
        }
        catch (UnreadableExpressionException)
        {
            return new ComparedValue(expression, null, "");
        }
    }

    // The tokens [first, end).
    private static ComparedValue? Of(string text, List<Token> tokens, int first, int end, bool isPart)
    {
        while (IsInParentheses(tokens, first, end)) (first, end) = (first + 1, end - 1);
        if (Find(tokens, first, end, token => token.IsKeyword("or")) >= 0) return null;
        var also = Find(tokens, first, end, token => token.IsKeyword("and") || token.IsKeyword("unless"));
        if (also >= 0) return Of(text, tokens, first, also, isPart: true);
        var at = Find(tokens, first, end, token => token.Kind == TokenKind.Sign && Array.IndexOf(s_operators, token.Text) >= 0);
        // With modifiers, other labels or all values are returned.
        if (at <= first || at + 1 >= end || IsModifier(tokens[at + 1])) return null;
        var (left, right) = (TextOf(text, tokens, first, at), TextOf(text, tokens, at + 1, end));
        return NumberOf(tokens, first, at) is { } number
            ? new ComparedValue(right, s_turned[Array.IndexOf(s_operators, tokens[at].Text)], left) { Threshold = number, IsPart = isPart }
            : new ComparedValue(left, tokens[at].Text, right) { Threshold = NumberOf(tokens, at + 1, end), IsPart = isPart };
    }

    private static bool IsInParentheses(List<Token> tokens, int first, int end)
    {
        if (end - first < 3 || !tokens[first].IsSign("(")) return false;
        var depth = 0;
        for (var i = first; i < end; i++)
        {
            depth += DepthOf(tokens[i]);
            if (depth == 0) return i == end - 1;
        }

        return false;
    }

    // The last token outside of all parentheses: operators of one rank are read from the left.
    private static int Find(List<Token> tokens, int first, int end, Func<Token, bool> isWanted)
    {
        var depth = 0;
        for (var i = end - 1; i >= first; i--)
        {
            depth += DepthOf(tokens[i]);
            if (depth == 0 && isWanted(tokens[i])) return i;
        }

        return -1;
    }

    private static int DepthOf(Token token) => token.Kind != TokenKind.Sign ? 0 : token.Text is "(" or "[" or "{" ? 1 : token.Text is ")" or "]" or "}" ? -1 : 0;

    private static bool IsModifier(Token token) => token.IsKeyword("bool") || token.IsKeyword("on") || token.IsKeyword("ignoring");

    // A comment behind the last token is no part of it.
    private static string TextOf(string text, List<Token> tokens, int first, int end) =>
        text[tokens[first].At..(tokens[end - 1].Kind == TokenKind.Text ? tokens[end].At : tokens[end - 1].At + tokens[end - 1].Text.Length)];

    private static double? NumberOf(List<Token> tokens, int first, int end)
    {
        var sign = tokens[first].IsSign("-") ? -1 : 1;
        if (end - first == 2 && (sign < 0 || tokens[first].IsSign("+"))) first++;
        if (end - first != 1 || tokens[first].Kind != TokenKind.Number) return null;
        return double.TryParse(tokens[first].Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? sign * number : null;
    }
}
