namespace MetricsSimulator.Cli.Scoring.PromQL;

/// <summary>A token of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of a text in quotes what it means.</param>
/// <param name="At">The place in the expression at which it begins.</param>
internal sealed record Token(TokenKind Kind, string Text, int At)
{
    /// <summary>Whether it is a certain sign.</summary>
    public bool IsSign(string text) => Kind == TokenKind.Sign && Text == text;

    /// <summary>Whether it is a certain keyword; upper and lower case do not matter.</summary>
    public bool IsKeyword(string keyword) => Kind == TokenKind.Name && string.Equals(Text, keyword, StringComparison.OrdinalIgnoreCase);
}
