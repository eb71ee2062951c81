namespace MetricsSimulator.Patterns;

/// <summary>A part of a pattern, as it was parsed. Groups and greediness are not kept: they do not change which texts match as a whole.</summary>
internal abstract record PatternNode
{
    /// <summary>Matches the empty text.</summary>
    public static readonly PatternNode Empty = new Sequence([]);

    /// <summary>One character of a class.</summary>
    public sealed record OneOf(CharacterClass Class) : PatternNode;

    /// <summary>A condition on the place between two characters.</summary>
    public sealed record At(PatternAssertion Assertion) : PatternNode;

    /// <summary>One part after another.</summary>
    public sealed record Sequence(PatternNode[] Parts) : PatternNode;

    /// <summary>One of several.</summary>
    public sealed record Choice(PatternNode[] Branches) : PatternNode;

    /// <summary>A part again and again.</summary>
    /// <param name="Part">The part.</param>
    /// <param name="Least">How many times at least.</param>
    /// <param name="Most">How many times at most; null for any number.</param>
    public sealed record Repeat(PatternNode Part, int Least, int? Most) : PatternNode;
}
