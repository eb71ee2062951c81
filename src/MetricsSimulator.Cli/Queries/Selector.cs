using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Queries;

/// <summary>The series of a metric: <c>name{model="opus"}</c>.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Suffix">The text after the name of its family, such as <c>_bucket</c>; empty for most.</param>
/// <param name="Matchers">The conditions on its labels.</param>
internal sealed record Selector(QueriedMetric Metric, string Suffix, ImmutableArray<LabelMatcher> Matchers) : Query
{
    // How far back Prometheus looks for the latest sample: its flag --query.lookback-delta, 5 minutes.
    private const long Lookback = 5 * 60 * 1000;

    /// <summary>The name of the series.</summary>
    public string Name => Metric.Name + Suffix;

    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => [this];

    /// <summary>The same series, but only those with a value of a label.</summary>
    public Selector With(string label, string value) => this with { Matchers = Matchers.Add(new LabelMatcher(label, MatchOperator.Equal, value)) };

    /// <summary>The same series, but only those that fulfil a condition on a label.</summary>
    public Selector Where(string label, MatchOperator comparison, string value) => this with { Matchers = Matchers.Add(new LabelMatcher(label, comparison, value)) };

    /// <inheritdoc/>
    public override string Write(PromqlForm form)
    {
        var variables = form.HasVariables ? Metric.LabelsWithTarget.Where(label => Matchers.All(matcher => matcher.Name != label)) : [];
        string[] conditions = [.. variables.Select(label => $"{label}=~\"${PromqlForm.VariableOf(label)}\""), .. Matchers.Select(matcher => matcher.ToString())];
        return SelectorText.Of(Name, conditions);
    }

    /// <summary>The selected series of a run.</summary>
    public IEnumerable<SampledSeries> In(SampledRun run) => run.SeriesOf(Name).Where(series => Matchers.All(matcher => matcher.IsMatch(series.Labels[matcher.Name])));

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at)
    {
        var last = run.IndexAt(at.Time);
        if (last < 0 || run.Times[last] <= at.Time - Lookback) return [];
        return [.. In(run).Where(series => !Staleness.IsMarker(series.Values[last])).Select(series => new LabelledValue(series.Labels, series.Values[last]))];
    }
}
