namespace MetricsSimulator.Expressions;

/// <summary>A part of a pattern, as it was parsed. Groups and greediness are not kept: they do not change which texts match as a whole.</summary>
internal abstract record ExpressionNode
{
    /// <summary>Matches the empty text.</summary>
    public static readonly ExpressionNode Empty = new Sequence([]);

    /// <summary>One character of a class.</summary>
    public sealed record OneOf(CharacterClass Class) : ExpressionNode;

    /// <summary>A condition on the place between two characters.</summary>
    public sealed record At(ExpressionAssertion Assertion) : ExpressionNode;

    /// <summary>One part after another.</summary>
    public sealed record Sequence(ExpressionNode[] Parts) : ExpressionNode;

    /// <summary>One of several.</summary>
    public sealed record Choice(ExpressionNode[] Branches) : ExpressionNode;

    /// <summary>A part again and again.</summary>
    /// <param name="Part">The part.</param>
    /// <param name="Least">How many times at least.</param>
    /// <param name="Most">How many times at most; null for any number.</param>
    public sealed record Repeat(ExpressionNode Part, int Least, int? Most) : ExpressionNode;
}
