namespace MetricsSimulator.Expressions;

/// <summary>A condition on the place between two characters.</summary>
internal enum ExpressionAssertion
{
    /// <summary><c>\A</c>, and <c>^</c> without the flag m.</summary>
    BeginningOfText,

    /// <summary><c>\z</c>, and <c>$</c> without the flag m.</summary>
    EndOfText,

    /// <summary><c>^</c> with the flag m.</summary>
    BeginningOfLine,

    /// <summary><c>$</c> with the flag m.</summary>
    EndOfLine,

    /// <summary><c>\b</c>, between an ASCII word character and another.</summary>
    WordBoundary,

    /// <summary><c>\B</c></summary>
    NoWordBoundary,
}
