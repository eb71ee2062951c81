using System.Collections.Immutable;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Cli.Scoring.PromQL;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Scoring;

namespace MetricsSimulator.Cli.Scoring.Evaluation;

/// <summary>Asks Prometheus which series the selectors of alerts select in a history.</summary>
internal static class SelectedSeries
{
    /// <summary>
    /// The series of each selector, by <see cref="Selector.Text"/>. Where a selector selects nothing, those of its metric are there too, by <see cref="Selector.OfName"/>.
    /// </summary>
    /// <param name="server">The Prometheus.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="from">The beginning of the history.</param>
    /// <param name="to">Its end.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="PrometheusException">There is no answer.</exception>
    public static async Task<Dictionary<string, ImmutableArray<SortedLabels>>> FindAsync(
        PrometheusConnection server, ImmutableArray<EvaluatedRule> rules, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var selected = new Dictionary<string, ImmutableArray<SortedLabels>>(StringComparer.Ordinal);
        foreach (var selector in rules.Where(rule => rule.Definition is AlertingRule).SelectMany(rule => rule.Selectors))
            if ((await FindAsync(selector.Text)).IsEmpty && selector.OfName is { } metric) await FindAsync(metric);
        return selected;

        async Task<ImmutableArray<SortedLabels>> FindAsync(string text)
        {
            if (!selected.TryGetValue(text, out var series)) selected[text] = series = await SeriesQuery.SendAsync(server, text, from, to, cancellation);
            return series;
        }
    }
}
