using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Scoring.PromQL;

/// <summary>Reads the conditions of a selector: <c>name</c>, <c>name{label="value"}</c>, and <c>{"name", label="value"}</c> of Prometheus 3.</summary>
internal static class SelectorReader
{
    /// <summary>Reads the selector that begins at a token.</summary>
    /// <param name="tokens">The tokens of the expression.</param>
    /// <param name="at">The first token of the selector; then the one behind it.</param>
    /// <exception cref="UnreadableExpressionException">It has a syntax that is not known here.</exception>
    public static ImmutableArray<LabelMatcher> Read(List<Token> tokens, ref int at)
    {
        var matchers = ImmutableArray.CreateBuilder<LabelMatcher>();
        if (tokens[at].Kind == TokenKind.Name) matchers.Add(Name(tokens[at++].Text));
        if (!tokens[at].IsSign("{")) return matchers.DrainToImmutable();
        at++;
        while (!tokens[at].IsSign("}"))
        {
            if (tokens[at].Kind is not (TokenKind.Name or TokenKind.Text)) throw Unreadable(tokens[at]);
            var name = tokens[at++];
            if (ComparisonOf(tokens[at]) is { } comparison)
            {
                if (tokens[++at].Kind != TokenKind.Text) throw Unreadable(tokens[at]);
                matchers.Add(Matcher(name.Text, comparison, tokens[at++].Text));
            }
            else if (name.Kind == TokenKind.Text)
            {
                matchers.Add(Name(name.Text));
            }
            else
            {
                throw Unreadable(tokens[at]);
            }

            if (tokens[at].IsSign(",")) at++;
            else if (!tokens[at].IsSign("}")) throw Unreadable(tokens[at]);
        }

        at++;
        return matchers.DrainToImmutable();
    }

    private static MatchOperator? ComparisonOf(Token token) => token.Kind != TokenKind.Sign ? null : token.Text switch
    {
        "=" => MatchOperator.Equal,
        "!=" => MatchOperator.NotEqual,
        "=~" => MatchOperator.Matches,
        "!~" => MatchOperator.DoesNotMatch,
        _ => null,
    };

    private static LabelMatcher Name(string name) => new(Selector.NameLabel, MatchOperator.Equal, name);

    private static LabelMatcher Matcher(string label, MatchOperator comparison, string value) => LabelMatcher.Violation(comparison, value) is null
        ? new LabelMatcher(label, comparison, value)
        : throw new UnreadableExpressionException($"the pattern '{value}'");

    private static UnreadableExpressionException Unreadable(Token token) => new(token.Kind == TokenKind.End ? "its end" : $"'{token.Text}'");
}
