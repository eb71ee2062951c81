using System.Collections.Immutable;
using MetricsSimulator.Scoring;

namespace MetricsSimulator.Cli.Scoring.Explanations;

/// <summary>An instance of an alert around an anomaly.</summary>
/// <param name="Labels">Its labels, those that the rule sets included.</param>
/// <param name="Evaluations">The evaluations, in the order of time.</param>
internal sealed record ExplainedInstance(SortedLabels Labels, ImmutableArray<ExplainedEvaluation> Evaluations)
{
    /// <summary>The most that it reached.</summary>
    public InstanceState Peak
    {
        get
        {
            var peak = InstanceState.Inactive;
            foreach (var evaluation in Evaluations)
                if (evaluation.State > peak) peak = evaluation.State;
            return peak;
        }
    }

    /// <summary>Whether there is nothing to tell: it had no value, and was neither returned nor active.</summary>
    public bool IsEmpty
    {
        get
        {
            foreach (var evaluation in Evaluations)
                if (!double.IsNaN(evaluation.Value) || evaluation.IsReturned || evaluation.State != InstanceState.Inactive) return false;
            return true;
        }
    }
}
