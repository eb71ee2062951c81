namespace MetricsSimulator.Expressions;

/// <summary>The character on one side of a place in a text, as far as assertions distinguish it.</summary>
internal enum ExpressionNeighbour
{
    /// <summary>Nothing: the text begins or ends.</summary>
    None,

    /// <summary>A line feed.</summary>
    LineFeed,

    /// <summary>An ASCII letter or digit, or an underscore.</summary>
    Word,

    /// <summary>Any other character.</summary>
    Other,
}
