using System.CommandLine;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Commands;

/// <summary>The options of <c>serve</c> that have it write the past first. Thread-safe.</summary>
internal sealed class HistoryOptions
{
    private const string DefaultFolder = "prometheus-data";

    private readonly Option<TimeSpan?> _span = RunOptions.History();
    private readonly Option<string?> _data = new("--data")
    {
        Description = $"Prometheus's storage folder, where --history writes. It is created if it does not exist. The default is {DefaultFolder}.",
        HelpName = "DIR",
        CustomParser = RunOptions.ReadPath,
    };

    private readonly Option<bool> _truth = RunOptions.Truth();
    private readonly Option<bool> _plain = RunOptions.NoScrapeSeries();

    /// <summary>The options.</summary>
    public IEnumerable<Option> All => [_span, _data, _truth, _plain];

    /// <summary>How much of the past is written; null for none.</summary>
    public TimeSpan? Span(ParseResult parsed) => parsed.GetValue(_span);

    /// <summary>What is wrong with them, in one line; null for nothing.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="now">The time.</param>
    /// <param name="scale">How many times faster than the clock simulated time runs.</param>
    public string? Violation(ParseResult parsed, DateTimeOffset now, double scale)
    {
        if (Span(parsed) is not { } span)
        {
            if (parsed.GetValue(_data) is not null) return "--data: is where --history writes. Give both or none of them.";
            Option<bool>? alone = parsed.GetValue(_truth) ? _truth : parsed.GetValue(_plain) ? _plain : null;
            return alone is null ? null : $"{alone.Name}: says what --history writes. Give both or none of them.";
        }

        if (now - DateTimeOffset.UnixEpoch < span) return $"--history: must not reach back beyond 1970, got {DurationText.Format(span)} before {InstantText.Format(now)}.";
        if (scale > 1) return "--history: must be left out with --time-scale: simulated time runs ahead of the clock, and what Prometheus scrapes would not go on from the history.";
        return null;
    }

    /// <summary>Prepares the history of a run, if one is asked for; nothing is written yet.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="run">What is run. It gets a port when it was to find one, for the history names it.</param>
    /// <param name="now">The time.</param>
    /// <param name="refusal">Why there is none though one is asked for, in one line, and the exit status; null when there is nothing in the way.</param>
    public LiveHistory? Prepare(ParseResult parsed, ref Run run, DateTimeOffset now, out (string Message, int Status)? refusal)
    {
        refusal = null;
        if (Span(parsed) is not { } span) return null;
        var server = run.Configuration.Server;
        var port = ListenAddress.FindPort(server.Host, server.Port, out var failure);
        if (server.Port == 0) run = run.On(port);
        var added = new AddedSeries(parsed.GetValue(_truth), parsed.GetValue(_plain) ? null : _plain.Name);
        var conflicts = added.ConflictsWith(new RecordedRun(run, []));
        var violation = LabelViolation(run) ?? MetricViolation(run) ?? StartViolation(run, now - span) ?? (conflicts.Count == 0 ? null : ErrorReport.Format(conflicts, "nothing was started").TrimEnd());
        LiveHistory? history = null;
        if (violation is null && failure is null)
        {
            history = new LiveHistory(run, ScrapeConfiguration.Of(run, port) with { HasTruth = added.Truth }, added, parsed.GetValue(_data) ?? DefaultFolder, run.Model.Timeline.TickAt(now - span));
            try
            {
                history.Claim();
                violation = history.Violation();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                failure = OutputFailure.Explain(history.Folder, exception, "--data");
            }
        }

        if (violation is not null) refusal = (violation, ExitStatus.BadInput);
        else if (failure is not null) refusal = (failure, ExitStatus.Failure);
        return history;
    }

    private static string? LabelViolation(Run run)
    {
        if (run.Labels.FirstOrDefault(label => ScrapeConfiguration.LabelNames.Contains(label.Name, StringComparer.Ordinal)) is not { Name: var name }) return null;
        var place = run.Configuration.Places.TryGetValue($"labels.{name}", out var found) ? $"{found}: labels.{name}" : "--label";
        return $"{place}: must not be {name} with --history: Prometheus sets it when it scrapes, and the history has what it sets. Choose another name.";
    }

    private static string? MetricViolation(Run run)
    {
        foreach (var metric in run.Model.Metrics)
        {
            foreach (var dimension in metric.Labels.Dimensions)
            {
                if (ScrapeConfiguration.LabelNames.Contains(dimension.Name, StringComparer.Ordinal))
                    return $"--history: the metric {metric.Key} has a label '{dimension.Name}', which Prometheus renames when it scrapes. Give the label another name, or leave out --history.";
            }
        }

        return null;
    }

    private static string? StartViolation(Run run, DateTimeOffset begin)
    {
        if (run.Model.Timeline.TickAt(begin) >= 0) return null;
        var place = run.Request.Start is null && run.Configuration.Places.TryGetValue("start", out var found) ? $"{found}: start" : "--start";
        return $"{place}: must not lie after {InstantText.Format(begin)}, where the history begins (now less --history), got {InstantText.Format(run.Model.Timeline.Start)}. "
            + "Give a shorter --history or an earlier start.";
    }
}
