namespace MetricsSimulator.Expressions;

/// <summary>A part of a parsed pattern. Groups and greediness are dropped, because they do not change which whole texts match.</summary>
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

    /// <summary>One of several parts.</summary>
    public sealed record Choice(ExpressionNode[] Branches) : ExpressionNode;

    /// <summary>A part, repeated.</summary>
    /// <param name="Part">The part.</param>
    /// <param name="Least">The smallest number of times.</param>
    /// <param name="Most">The largest number of times; null for no limit.</param>
    public sealed record Repeat(ExpressionNode Part, int Least, int? Most) : ExpressionNode;
}
