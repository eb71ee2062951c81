using System.Collections.Immutable;
using System.CommandLine;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Cli.Scoring.Incidents;
using MetricsSimulator.Cli.Scoring.Jobs;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Cli.Scoring.Reports;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Scoring.Judging;
using MetricsSimulator.Scoring.Scores;

namespace MetricsSimulator.Cli.Commands;

/// <summary>Scores rules on the history of a Prometheus, with known incidents. One thread at a time.</summary>
/// <param name="options">The options.</param>
/// <param name="parsed">The command line.</param>
/// <param name="context">The outside world.</param>
internal sealed class RecordedScore(ScoreOptions options, ParseResult parsed, ProgramContext context)
{
    /// <summary>Scores them, and prints the scores.</summary>
    /// <param name="files">The rules.</param>
    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    public async Task<int> RunAsync(ImmutableArray<RuleFile> files)
    {
        foreach (var option in (Option[])[options.Seeds, options.Seed, options.IncidentsPerDay, options.Explain, options.Page, options.Config, options.Workload, options.Profile, options.Scenario, options.Labels])
        {
            if (parsed.GetResult(option) is not { Implicit: false }) continue;
            context.Error.WriteLine($"{option.Name}: cannot be combined with --prometheus-url, {(option == options.IncidentsPerDay ? "because precision is known only where there is a clean twin" : "which judges a history that is already there")}. Leave out one of the two.");
            return ExitStatus.BadInput;
        }

        if (options.Incidents.File(parsed) is null)
        {
            context.Error.WriteLine("--prometheus-url: needs --incidents, a file that says what went wrong in that history, and when.");
            return ExitStatus.BadInput;
        }

        if (!options.TryReadSweep(parsed, context, out var sweep) || options.Incidents.Read(parsed, context) is not { } incidents) return ExitStatus.BadInput;
        string[] kinds = KnownIncidents.KindsFor(incidents);
        if (options.Requirements.Read(parsed, context, kinds, hasTwin: false) is not { } requirements) return ExitStatus.BadInput;
        var groups = files.SelectMany(file => file.Groups);
        var rules = RuleOrder.AsRecorded(RuleOrder.Of(sweep?.Extend(groups) ?? groups));
        var judged = JudgedAlerts.Of(rules, sweep, parsed.GetValue(options.Match), kinds, KnownIncidents.MetricsFor(incidents), out var errors);
        foreach (var error in errors) context.Error.WriteLine(error);
        if (errors.Count > 0 || IncidentsOption.TimeOf(incidents, parsed.GetValue(options.Start), parsed.GetValue(options.Duration), parsed.GetValue(options.Grace) ?? JudgedTime.DefaultGrace, context) is not { } time) return ExitStatus.BadInput;
        using var server = options.Prometheus.Connect(parsed, context);
        if (server is null) return ExitStatus.BadInput;
        var plan = new ScorePlan(rules, judged, [1], time) { History = server.Name, HasTwin = false };
        var judge = new RecordedJudge(plan, new RecordedEvaluation(rules, server), incidents);
        SeedJudgement judgement;
        try
        {
            judgement = await judge.JudgeAsync(null, context.Stop);
        }
        catch (PrometheusException exception)
        {
            context.Error.WriteLine(exception.Message);
            return ExitStatus.Failure;
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            context.Error.WriteLine("Interrupted. Nothing was scored.");
            return ExitStatus.Interrupted;
        }

        return ScoreOutput.Print(context, ScoreReport.Of(plan, [judgement], RuleScore.DefaultIncidentsPerDay, requirements), options.FormatOf(parsed));
    }
}
