using System.Collections.Immutable;
using MetricsSimulator.Cli.Scoring.PromQL;
using MetricsSimulator.Configuration.RuleFiles;

namespace MetricsSimulator.Cli.Scoring.Dependence;

/// <summary>A rule, with what has to be known before it can be evaluated over a history.</summary>
/// <param name="Number">Its number among all rules, in the order of files, groups and rules.</param>
/// <param name="Group">Its group.</param>
/// <param name="Definition">What its file says.</param>
/// <param name="Reading">What its expression reads; null if it has a syntax that is not known here.</param>
internal sealed record EvaluatedRule(int Number, RuleGroup Group, RuleDefinition Definition, ExpressionReading? Reading)
{
    /// <summary>The numbers of the rules whose series it reads, ascending.</summary>
    public ImmutableArray<int> Reads { get; init; } = [];

    /// <summary>Whether it is evaluated: it is an alert, or an alert reads it through other rules.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>Whether another rule that is evaluated reads its series.</summary>
    public bool IsRead { get; init; }

    /// <summary>0 if it reads no other rule, and one more than the deepest that it reads.</summary>
    public int Depth { get; init; }

    /// <summary>Whether it reads a later rule of its group, and so sees what that rule returned at the evaluation before.</summary>
    public bool IsBeforeWhatItReads { get; init; }

    /// <summary>
    /// How long before its evaluation a query is answered. A rule that reads a later one of its group sees it as it was at the evaluation before: a moment earlier, in a range of evaluations.
    /// </summary>
    public TimeSpan Shift => Group.QueryOffset + (IsBeforeWhatItReads ? TimeSpan.FromMilliseconds(1) : default);

    /// <summary>How far back it reads, through other rules too.</summary>
    public TimeSpan LookBack { get; init; }

    /// <summary>How long it remembers a sample although there are later ones, through other rules too; see <see cref="Selector.Memory"/>.</summary>
    public TimeSpan Memory { get; init; }

    /// <summary>The selectors of its expression, and those of the rules that it reads.</summary>
    public ImmutableArray<Selector> Selectors { get; init; } = [];

    /// <summary>Why it may differ from what a running Prometheus does, in sentences.</summary>
    public ImmutableArray<string> Differences { get; init; } = [];
}
