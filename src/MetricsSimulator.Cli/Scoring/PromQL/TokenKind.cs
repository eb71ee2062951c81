namespace MetricsSimulator.Cli.Scoring.PromQL;

/// <summary>What a token of an expression is.</summary>
internal enum TokenKind
{
    /// <summary>The end of the expression.</summary>
    End,

    /// <summary>A name of a metric, a label or a function, or a keyword.</summary>
    Name,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A span of time: <c>5m</c>.</summary>
    Duration,

    /// <summary>A text in quotes; the token has what it means.</summary>
    Text,

    /// <summary>An operator, a bracket, or another sign.</summary>
    Sign,
}
