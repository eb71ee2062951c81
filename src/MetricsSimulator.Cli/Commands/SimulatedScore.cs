using System.Collections.Immutable;
using System.CommandLine;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Cli.Scoring.Explanations;
using MetricsSimulator.Cli.Scoring.Jobs;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Cli.Scoring.Pages;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Cli.Scoring.Reports;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Commands;

/// <summary>Scores rules on simulated histories. One thread at a time.</summary>
/// <param name="options">The options.</param>
/// <param name="parsed">The command line.</param>
/// <param name="context">The outside world.</param>
internal sealed class SimulatedScore(ScoreOptions options, ParseResult parsed, ProgramContext context)
{
    /// <summary>Scores them, and prints the scores.</summary>
    /// <param name="files">The rules.</param>
    /// <param name="programs">The programs of Prometheus.</param>
    /// <param name="folder">A folder for the histories.</param>
    /// <param name="page">The file of <c>--report</c>; null for none.</param>
    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    public async Task<int> RunAsync(ImmutableArray<RuleFile> files, PrometheusPrograms programs, string folder, ScorePageFile? page)
    {
        var refusals = new List<string>();
        foreach (var file in files)
            if (await RuleCheck.RunAsync(programs.Tool, file, folder, context.Stop) is { } refusal) refusals.Add(refusal);
        foreach (var refusal in refusals) context.Error.WriteLine(refusal);
        if (refusals.Count > 0) return ExitStatus.BadInput;

        if (!options.TryReadSweep(parsed, context, out var sweep)) return ExitStatus.BadInput;
        string[] kinds = [.. AnomalyKinds.All.Select(kind => kind.Name)];
        var begin = options.BeginOf(parsed);
        if (options.ReadRun(parsed, context) is not { } first || options.Requirements.Read(parsed, context, kinds, hasTwin: true) is not { } requirements) return ExitStatus.BadInput;
        var groups = files.SelectMany(file => file.Groups);
        var rules = RuleOrder.Of(sweep?.Extend(groups) ?? groups);
        var judged = JudgedAlerts.Of(rules, sweep, parsed.GetValue(options.Match), kinds, [.. first.Model.Metrics.SelectMany(metric => (string[])[metric.Key, metric.Name]).Distinct(StringComparer.Ordinal)], out var errors);
        foreach (var error in errors) context.Error.WriteLine(error);
        if (errors.Count > 0) return ExitStatus.BadInput;

        if (sweep is not null && judged.Where(each => each.Swept is null && judged.All(other => other.Swept?.Alert != each.Scored.Name)).Select(each => each.Scored.Name).ToArray() is { Length: > 0 } left)
            context.Error.WriteLine($"--sweep: leaves out {string.Join(", ", left)}: no single number stands after <, <=, > or >=.");

        var explained = parsed.GetValue(options.Explain);
        ImmutableArray<ulong> seeds = explained is not null ? [explained.Seed] : [.. Enumerable.Range(0, parsed.GetValue(options.Seeds)).Select(i => first.Model.Seed + (ulong)i)];
        var time = new JudgedTime(begin, begin + (parsed.GetValue(options.Duration) ?? TimeSpan.FromDays(7)), parsed.GetValue(options.Grace) ?? JudgedTime.DefaultGrace);
        if (time.Grace >= time.Length)
        {
            context.Error.WriteLine($"{options.Grace.Name}: must be shorter than the judged time, {DurationText.Format(time.Length)}, got {DurationText.Format(time.Grace)}.");
            return ExitStatus.BadInput;
        }

        var plan = new ScorePlan(rules, judged, seeds, time);
        if (plan.WarmUp > begin - DateTimeOffset.UnixEpoch)
        {
            context.Error.WriteLine($"--start: the rules look back {DurationText.Format(plan.WarmUp)}, and a history cannot begin before 1970, got {InstantText.Format(begin)}.");
            return ExitStatus.BadInput;
        }

        var runs = new ScoredRuns(first);
        if (explained is not null && UnknownAnomaly.ErrorOf(explained, runs, plan) is { } unknown)
        {
            context.Error.WriteLine(unknown);
            return ExitStatus.BadInput;
        }

        if (seeds.All(seed => runs.HasNoAnomalies(seed, plan)))
            context.Error.WriteLine("The runs have no anomalies in the judged time, so that only false alarms are found. The scenario 'incidents' has fifteen kinds a day.");

        var explainer = explained is null ? null : new AnomalyExplainer(plan, explained);
        var pictures = page is null ? [] : SeedPictures.Of(plan);
        var run = new ScoreRun(plan, new SeedJudge(plan, runs, new HistoryEvaluation(rules, programs, context.Wall), folder, context.Wall, WitnessOf));
        SeedJudgement[] judgements = [];
        // The meter shows its bar while the work is done.
        HistoryMeter.Run(context, "evaluations", run.Steps, progress => judgements = run.RunAsync(progress, context.Stop).GetAwaiter().GetResult());
        if (explainer is not null)
        {
            if (parsed.GetValue(options.Format) == "json") context.Out.Write(ExplanationJson.Of(explainer.Result));
            else foreach (var line in ExplanationText.LinesOf(explainer.Result)) context.Out.Write(line + "\n");
            return ExitStatus.Success;
        }

        var report = ScoreReport.Of(plan, judgements, parsed.GetValue(options.IncidentsPerDay), requirements);
        var status = ScoreOutput.Print(context, report, options.FormatOf(parsed));
        return page?.Write(stream => ScorePage.Write(stream, report, pictures), context.Error) == false ? ExitStatus.Failure : status;

        SeedWitness? WitnessOf(ulong seed)
        {
            if (explainer is not null) return explainer;
            foreach (var picture in pictures)
                if (picture.Seed == seed) return picture;
            return null;
        }
    }
}
