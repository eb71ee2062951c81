using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Scoring.Judging;

/// <summary>An alerting rule that is judged.</summary>
/// <param name="Rule">The rule as it is evaluated.</param>
/// <param name="Scored">The rule as it is judged.</param>
internal sealed record JudgedRule(EvaluatedRule Rule, ScoredRule Scored)
{
    /// <summary>Whether it is somebody's own detector, of which only the name is known.</summary>
    public bool IsDetector => Rule.Definition.Expression.Length == 0;

    /// <summary>The value that a sweep gives it; null for a rule as its file has it.</summary>
    public SweptValue? Swept { get; init; }
}
