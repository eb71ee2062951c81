using System.CommandLine;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Commands;

/// <summary>The options of <c>serve</c> that write history first. Thread-safe.</summary>
internal sealed class HistoryOptions
{
    private const string DefaultFolder = "prometheus-data";

    private readonly Option<TimeSpan?> _span = RunOptions.History();
    private readonly Option<string?> _data = new("--data")
    {
        Description = $"Prometheus's storage folder, where --history writes. It is created if it does not exist. The default is {DefaultFolder}.",
        HelpName = "DIR",
        CustomParser = RunOptions.ReadFolder,
    };

    private readonly Option<bool> _truth = RunOptions.Truth();
    private readonly Option<bool> _plain = RunOptions.NoScrapeSeries();

    /// <summary>The options.</summary>
    public IEnumerable<Option> All => [_span, _data, _truth, _plain];

    /// <summary>How much history to write; null for none.</summary>
    public TimeSpan? Span(ParseResult parsed) => parsed.GetValue(_span);

    /// <summary>Whether the history has the anomalies.</summary>
    public bool WritesTruth(ParseResult parsed) => parsed.GetValue(_truth);

    /// <summary>The error in the options, in one line; null if there is none.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="now">The time.</param>
    /// <param name="scale">How many times faster than the clock simulated time runs.</param>
    public string? Violation(ParseResult parsed, DateTimeOffset now, double scale)
    {
        if (Span(parsed) is not { } span)
        {
            if (parsed.GetValue(_data) is not null) return "--data: is the folder to which --history writes. Give --history too, or leave out --data.";
            Option<bool>? alone = parsed.GetValue(_truth) ? _truth : parsed.GetValue(_plain) ? _plain : null;
            return alone is null ? null : $"{alone.Name}: changes what --history writes. Give --history too, or leave out {alone.Name}.";
        }

        if (now - DateTimeOffset.UnixEpoch < span) return $"--history: must not go back beyond 1970, got {DurationText.Format(span)} before {InstantText.Format(now)}.";
        if (scale > 1) return "--history: cannot be combined with --time-scale. Simulated time would run ahead of the clock, and the scraped samples would not continue the history.";
        return null;
    }

    /// <summary>Prepares the history of a run, if one is requested. It writes nothing yet.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="run">The run. If it has to find a free port, it gets one now, because the history contains the port.</param>
    /// <param name="now">The time.</param>
    /// <param name="refusal">Why a requested history is impossible, in one line, and the exit status; null if it is possible.</param>
    public LiveHistory? Prepare(ParseResult parsed, ref Run run, DateTimeOffset now, out (string Message, int Status)? refusal)
    {
        refusal = null;
        if (Span(parsed) is not { } span) return null;
        var server = run.Configuration.Server;
        var port = ListenAddress.FindPort(server.Host, server.Port, out var failure);
        if (server.Port == 0) run = run.On(port);
        var added = new AddedSeries(parsed.GetValue(_truth), parsed.GetValue(_plain) ? null : _plain.Name) { TargetOption = _span.Name };
        var conflicts = added.ConflictsWith(new RecordedRun(run, []));
        var violation = StartViolation(run, now - span) ?? (conflicts.Count == 0 ? null : ErrorReport.Format(conflicts, "nothing was started").TrimEnd());
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

    private static string? StartViolation(Run run, DateTimeOffset begin)
    {
        if (run.Model.Timeline.TickAt(begin) >= 0) return null;
        var place = run.Request.Start is null && run.Configuration.Places.TryGetValue("start", out var found) ? $"{found}: start" : "--start";
        return $"{place}: must not be after {InstantText.Format(begin)}, when the history begins (now minus --history), got {InstantText.Format(run.Model.Timeline.Start)}. "
            + "Give a shorter --history or an earlier start.";
    }
}
