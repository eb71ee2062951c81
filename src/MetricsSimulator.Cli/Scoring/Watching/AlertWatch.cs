using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Cli.Scoring.Reports;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Cli.Scoring.Watching;

/// <summary>
/// Evaluates the alerts of a file on a Prometheus that has the samples. What the file records is taken as it is there. One thread at a time.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="server">The Prometheus.</param>
internal sealed class AlertWatch(RuleFile file, RemotePrometheus server)
{
    private readonly ImmutableArray<EvaluatedRule> _rules = RuleOrder.Of(file.Groups);

    /// <summary>
    /// When an alert is evaluated: at multiples of its interval, as if no time had passed between two calls. It begins so long before the span that every alert that fires in it is known to.
    /// </summary>
    /// <param name="rule">The alert.</param>
    /// <param name="interval">The time between two evaluations.</param>
    /// <param name="from">The beginning of the span.</param>
    /// <param name="to">Its end.</param>
    public static EvaluationSchedule ScheduleOf(EvaluatedRule rule, TimeSpan interval, DateTimeOffset from, DateTimeOffset to)
    {
        var alert = (AlertingRule)rule.Definition;
        var lead = alert.For + alert.KeepFiringFor;
        var first = (from - DateTimeOffset.UnixEpoch - lead).Ticks;
        first = first < 0 ? 0 : first / interval.Ticks * interval.Ticks;
        var last = (to - DateTimeOffset.UnixEpoch).Ticks / interval.Ticks * interval.Ticks;
        return new EvaluationSchedule(DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(first), interval, (int)Math.Min(int.MaxValue, Math.Max(0, last - first) / interval.Ticks + 1));
    }

    /// <summary>The alerts of the file.</summary>
    public IEnumerable<EvaluatedRule> Alerts => _rules.Where(rule => rule.Definition is AlertingRule);

    /// <summary>Evaluates them, one query after another.</summary>
    /// <param name="step">The time between two evaluations; null for that of the group of each.</param>
    /// <param name="from">The beginning of the span.</param>
    /// <param name="to">Its end.</param>
    /// <param name="refused">What Prometheus says against expressions, each with its place in the file; empty if there is an answer.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="PrometheusException">There is no answer.</exception>
    public async Task<ImmutableArray<WatchedAlert>> RunAsync(TimeSpan? step, DateTimeOffset from, DateTimeOffset to, List<string> refused, CancellationToken cancellation)
    {
        // A server that does not answer is found here.
        var selected = await SelectedSeries.FindAsync(server, RuleOrder.AsRecorded(_rules), from, to, cancellation);
        var watched = ImmutableArray.CreateBuilder<WatchedAlert>();
        foreach (var rule in Alerts)
        {
            var alert = (AlertingRule)rule.Definition;
            var schedule = ScheduleOf(rule, step ?? rule.Group.Interval, from, to);
            var results = new AlertResults(alert, schedule, rule.Group.QueryOffset);
            await RuleQueries.RunAsync(server, rule, schedule.Count, results, cancellation);
            if (results.IsRefused) refused.Add($"{alert.Place.Line}:{alert.Place.Column}: {alert.Name}: {server.Name} refuses its expression: {results.Failures!.Message.TrimEnd('.')}");
            var timing = new AlertTiming(schedule.Interval, alert.For, alert.KeepFiringFor, rule.Group.Limit);
            watched.Add(new WatchedAlert(rule, schedule, AlertStateMachine.Run(timing, results.Activity)) { Failures = results.Failures, Remarks = [.. RemarksOn(rule, selected, results.Failures, schedule)] });
        }

        return watched.ToImmutable();
    }

    private IEnumerable<string> RemarksOn(EvaluatedRule rule, Dictionary<string, ImmutableArray<SortedLabels>> selected, FailedEvaluations? failures, EvaluationSchedule schedule)
    {
        if (failures is not null)
            yield return string.Create(CultureInfo.InvariantCulture, $"{failures.Count} of {schedule.Count} evaluations failed, the first at {InstantText.Format(schedule.InstantOf(failures.First))}: {failures.Message.TrimEnd('.')}.");
        foreach (var selector in rule.Reading?.Selectors ?? [])
        {
            if (!selected.TryGetValue(selector.Text, out var series) || !series.IsEmpty) continue;
            var isRecorded = rule.Reads.Any(number => _rules[number].Definition is RecordingRule && RuleReading.MayRead(selector, _rules[number].Definition));
            if (isRecorded) yield return $"{selector.Shown} is what this file records, and {server.Name} does not have it. Load the file there, or write the recorded expression into the alert.";
            else if (selector.OfName is { } name && selected.TryGetValue(name, out var namesakes) && !namesakes.IsEmpty) yield return $"{AbsentSeries.Describe(selector, namesakes)}.";
            else yield return $"{selector.Shown} selects nothing in this time.";
        }

        foreach (var (name, value) in rule.Definition.Labels)
            if (Templates.LabelTemplate.UnknownIn(value) is { } template) yield return $"Its label {name} has the template {template}, which is left as it is.";
    }
}
