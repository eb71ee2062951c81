using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Scoring.PromQL;

/// <summary>What an expression reads. What it means is for Prometheus to say.</summary>
/// <param name="Selectors">Its selectors, in their order.</param>
/// <param name="HasEnds">Whether it has <c>@ start()</c> or <c>@ end()</c>, which mean the ends of a range query, and in a rule the evaluation.</param>
internal sealed record ExpressionReading(ImmutableArray<Selector> Selectors, bool HasEnds)
{
    /// <summary>Reads an expression.</summary>
    /// <exception cref="UnreadableExpressionException">It has a syntax that is not known here.</exception>
    public static ExpressionReading Of(string expression) => new ExpressionReader(Lexer.Read(expression)).Read();
}
