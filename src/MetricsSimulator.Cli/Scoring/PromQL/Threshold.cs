using System.Globalization;

namespace MetricsSimulator.Cli.Scoring.PromQL;

/// <summary>The number with which an expression compares: <c>0.05</c> in <c>errors:share5m &gt; 0.05</c>.</summary>
/// <param name="Left">The text before the comparison.</param>
/// <param name="Operator">The comparison, with <c>bool</c> if it has it.</param>
/// <param name="Number">The number, with its sign.</param>
/// <param name="Rest">The text after it.</param>
internal sealed record Threshold(string Left, string Operator, string Number, string Rest)
{
    private static readonly string[] s_comparisons = ["==", "!=", "<=", ">=", "<", ">"];

    /// <summary>The first number with which an expression compares; null if there is none, or it has a syntax that is not known here.</summary>
    public static Threshold? FirstOf(string expression)
    {
        List<Token> tokens;
        try
        {
            tokens = Lexer.Read(expression);
        }
        catch (UnreadableExpressionException)
        {
            return null;
        }

        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind != TokenKind.Sign || !s_comparisons.Contains(tokens[i].Text)) continue;
            var first = tokens[i + 1].IsKeyword("bool") ? i + 2 : i + 1;
            var number = tokens[first].IsSign("-") || tokens[first].IsSign("+") ? first + 1 : first;
            if (tokens[number].Kind != TokenKind.Number || !EndsOperand(tokens[number + 1])) continue;
            var end = tokens[number].At + tokens[number].Text.Length;
            return new Threshold(expression[..tokens[i].At].TrimEnd(), expression[tokens[i].At..tokens[first].At].Trim(), expression[tokens[first].At..end], expression[end..]);
        }

        return null;
    }

    /// <summary>The expression with another number.</summary>
    public string With(double number) => $"{Left} {Operator} {number.ToString("R", CultureInfo.InvariantCulture)}{Rest}";

    private static bool EndsOperand(Token token) => token.Kind == TokenKind.End || token.IsSign(")") || IsSetOperator(token);

    private static bool IsSetOperator(Token token) => token.IsKeyword("and") || token.IsKeyword("or") || token.IsKeyword("unless");
}
