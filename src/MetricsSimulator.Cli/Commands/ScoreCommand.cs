using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Cli.Scoring.Explanations;
using MetricsSimulator.Cli.Scoring.Incidents;
using MetricsSimulator.Cli.Scoring.Jobs;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Cli.Scoring.Pages;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Cli.Scoring.Reports;
using MetricsSimulator.Cli.Scoring.Sweeps;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Metrics;
using MetricsSimulator.Scoring.Judging;
using MetricsSimulator.Scoring.Scores;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>score RULES…</c>: judges alerting rules on simulated histories with known anomalies. One thread at a time.</summary>
internal sealed class ScoreCommand
{
    // A Monday. Scores do not depend on the day on which they are computed.
    private static readonly DateTimeOffset s_start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly Argument<string[]> _files = new("RULES") { Description = "Files of rules for Prometheus, or manifests of the kind PrometheusRule; - for standard input.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<TimeSpan?> _duration = RunOptions.Span("--duration", "The judged time of each seed. What rules look back at comes before it. The default is 7d.");
    private readonly Option<int> _seeds = new("--seeds")
    {
        Description = "How many seeds to judge the rules on, from 1 to 1000. The default is 20.",
        HelpName = "N",
        DefaultValueFactory = _ => 20,
        CustomParser = result => ReadNumber(result, "--seeds", 1, 1000) is { } seeds ? (int)seeds : 0,
    };

    private readonly Option<ulong?> _seed = new("--seed")
    {
        Description = "The first seed; the others follow it. The default is 1.",
        HelpName = "N",
        CustomParser = result =>
        {
            if (SeedText.TryParse(result.Tokens[^1].Value, out var seed)) return seed;
            result.AddError($"--seed: must be {SeedText.Expected}, got '{result.Tokens[^1].Value}'.");
            return null;
        },
    };

    private readonly Option<DateTimeOffset?> _start = RunOptions.Start("When the judged time begins. The default is 2026-01-05T00:00:00Z, a Monday, so that scores do not depend on the day.");
    private readonly Option<TimeSpan?> _grace = RunOptions.Span("--grace", "How long after the last trace of an anomaly an alert may still begin to fire for it. The default is 5m.");
    private readonly Option<double> _incidents = IncidentsPerDay();

    private readonly RequirementsOption _requirements = new();
    private readonly PrometheusUrlOption _prometheus = new();
    private readonly IncidentsOption _known = new("The incidents of the history of --prometheus-url: a file that 'truth' writes, or JSON, YAML or comma-separated values with start, end and kind, perhaps also metric and labels; - for standard input.");
    private readonly Option<string?> _match = new("--match")
    {
        Description = "The anomalies that every alert is meant to detect, in the form of the annotation detects: error_burst, level_shift:tool_usage. By default, each alert says so itself, or is judged on all that it reads.",
        HelpName = "KINDS",
    };

    private readonly Option<string?> _sweep = new("--sweep")
    {
        Description = "Compare values of each alert's for, or of the number with which it compares: for=0s..30m, threshold=0.01..0.2, or threshold=0.01..0.2:5 for five values instead of ten.",
        HelpName = "RANGE",
    };

    private readonly Option<bool> _suggestClaims = new("--suggest-claims") { Description = "Print instead, as YAML to paste, the annotation detects for the kinds that each alert finds significantly more often than chance." };

    private readonly Option<AnomalyName?> _explain = new("--explain")
    {
        Description = "Explain step by step why the alerts did or did not fire for an anomaly, by the name that scores give to those that were missed: 7:error_burst-2-774, its seed in front. Only this seed is judged.",
        HelpName = "ANOMALY",
        CustomParser = result =>
        {
            if (AnomalyName.Read(result.Tokens[^1].Value) is { } name) return name;
            result.AddError($"--explain: must be a seed and an anomaly of its run, as in 7:error_burst-2-774, got '{result.Tokens[^1].Value}'. The scores name those that were missed.");
            return null;
        },
    };

    private readonly Option<string?> _page = new("--report")
    {
        Description = "Also write a page of HTML that needs no other file: for each alert its figures, what it compared, what went wrong, when it was pending and firing, and the trade-off of a --sweep.",
        HelpName = "FILE",
        CustomParser = RunOptions.ReadPath,
    };

    private readonly Option<string> _format;
    private readonly Option<string?> _config = RunOptions.Config();
    private readonly Option<string?> _workload = RunOptions.Workload();
    private readonly Option<NameStyle?> _profile = RunOptions.Profile();
    private readonly Option<string?> _scenario = RunOptions.Scenario();
    private readonly Option<ImmutableArray<LabelDimension>> _labels = RunOptions.Labels();

    private ScoreCommand()
    {
        _format = RunOptions.OneOf("--format", "-f", "How to print the scores.", ScoreOutput.Formats);
        _scenario.Description = "The scenario whose anomalies alerts should find: a built-in one (see 'scenarios'), a YAML file, or - for standard input. The default is incidents, or team_incidents for a workload.";
    }

    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var self = new ScoreCommand();
        var command = new ExplainedCommand("score", "Judge alert rules on histories whose anomalies are known.")
        {
            Details =
            [
                "For each seed it writes a history with anomalies and the same history without, lets a Prometheus evaluate the rules over both, and compares when alerts fired with what went wrong.",
                "It needs prometheus and promtool on the path. The annotation detects of an alert says which kinds of anomalies it is meant to find.",
            ],
            Examples =
            [
                new Example("Judge the rules of a file on 20 weeks:", "score rules.yml"),
                new Example("Judge them on the history of your own Prometheus:", "score rules.yml --prometheus-url http://localhost:9090 --incidents incidents.yaml"),
                new Example("Find the best threshold:", "score rules.yml --sweep threshold=0.01..0.2"),
                new Example("Write a page that you can mail:", "score rules.yml --sweep for=0s..10m --report report.html"),
                new Example("See why the alerts missed an anomaly:", "score rules.yml --explain 7:error_burst-2-774"),
                new Example("Fail a build whose alerts got worse:", "score rules.yml --format junit --require 'recall>=0.9' --require 'false_per_day<=0.2'"),
            ],
        };
        command.Add(self._files);
        UnknownArguments.Refuse(self._files, command);
        foreach (var option in (Option[])[
            self._duration, self._seeds, self._seed, self._start, self._grace, self._incidents, self._match, self._requirements.Option, self._sweep, self._suggestClaims, self._explain, self._page, self._format])
            command.Add(option);
        command.Add("Options for your own history", [self._prometheus.Option, self._known.Option]);
        command.Add("Options for the run", [self._config, self._workload, self._profile, self._scenario, self._labels]);
        command.SetAction((parsed, _) => self.ScoreAsync(parsed, context));
        return command;
    }

    /// <summary><c>--incidents-per-day N</c>.</summary>
    public static Option<double> IncidentsPerDay() => new("--incidents-per-day")
    {
        Description = "How many incidents a day to suppose for precision, because that depends on how often things go wrong. The default is one a week.",
        HelpName = "N",
        DefaultValueFactory = _ => RuleScore.DefaultIncidentsPerDay,
        CustomParser = result => ReadNumber(result, "--incidents-per-day", double.Epsilon, 10_000) ?? 1,
    };

    private async Task<int> ScoreAsync(ParseResult parsed, ProgramContext context)
    {
        if (parsed.GetValue(_explain) is not null && parsed.GetValue(_format) is "csv" or "junit")
        {
            context.Error.WriteLine("--explain: prints text or JSON. Leave out --format, or choose --format json.");
            return ExitStatus.BadInput;
        }

        if (parsed.GetValue(_explain) is not null && parsed.GetValue(_page) is not null)
        {
            context.Error.WriteLine("--explain: judges one seed, which is no report. Leave out one of --explain and --report.");
            return ExitStatus.BadInput;
        }

        if (ReadRules(parsed.GetRequiredValue(_files), context) is not { } files) return ExitStatus.BadInput;
        if (_prometheus.Url(parsed) is not null) return await ScoreRecordedAsync(parsed, files, context);
        if (_known.File(parsed) is not null)
        {
            context.Error.WriteLine("--incidents: needs --prometheus-url, because the anomalies of simulated histories are known. Leave it out, or give the address of your Prometheus.");
            return ExitStatus.BadInput;
        }

        if (PrometheusPrograms.Find(context.Variable("PATH"), out var missing) is not { } programs)
        {
            context.Error.WriteLine(missing);
            return ExitStatus.Failure;
        }

        if (parsed.GetValue(_page) is { } target && parsed.GetRequiredValue(_files).Append(parsed.GetValue(_config)).Append(parsed.GetValue(_scenario)).OfType<string>().Any(read => File.Exists(target) && File.Exists(read) && WholePath.Of(read) == WholePath.Of(target)))
        {
            context.Error.WriteLine($"--report: {PrintableText.Of(target)} is a file that is read. Choose another name.");
            return ExitStatus.BadInput;
        }

        using var page = parsed.GetValue(_page) is { } path ? ScorePageFile.Open(path, context.Error) : null;
        if (page is null && parsed.GetValue(_page) is not null) return ExitStatus.Failure;
        const string Prefix = "metrics-simulator-";
        string? folder = null;
        try
        {
            folder = Directory.CreateTempSubdirectory(Prefix).FullName;
            return await ScoreAsync(parsed, files, programs, folder, page, context);
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            context.Error.WriteLine("Interrupted. Nothing was scored.");
            return ExitStatus.Interrupted;
        }
        catch (PrometheusException exception)
        {
            context.Error.WriteLine(exception.Message);
            return ExitStatus.Failure;
        }
        catch (Exception exception) when (OutputFailure.Is(exception))
        {
            context.Error.WriteLine(OutputFailure.Explain(folder ?? Path.Combine(Path.GetTempPath(), Prefix), exception, "TMPDIR"));
            return ExitStatus.Failure;
        }
        finally
        {
            if (folder is not null) Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<int> ScoreAsync(ParseResult parsed, ImmutableArray<RuleFile> files, PrometheusPrograms programs, string folder, ScorePageFile? page, ProgramContext context)
    {
        var refusals = new List<string>();
        foreach (var file in files)
            if (await RuleCheck.RunAsync(programs.Tool, file, folder, context.Stop) is { } refusal) refusals.Add(refusal);
        foreach (var refusal in refusals) context.Error.WriteLine(refusal);
        if (refusals.Count > 0) return ExitStatus.BadInput;

        if (!TryReadSweep(parsed, context, out var sweep)) return ExitStatus.BadInput;
        var begin = parsed.GetValue(_start) ?? s_start;
        if (ReadRun(parsed, context, begin) is not { } first || _requirements.Read(parsed, context, AnomalyNames, hasTwin: true) is not { } requirements) return ExitStatus.BadInput;
        var groups = files.SelectMany(file => file.Groups);
        var rules = RuleOrder.Of(sweep?.Extend(groups) ?? groups);
        var judged = JudgedAlerts.Of(rules, sweep, parsed.GetValue(_match), AnomalyNames, [.. first.Model.Metrics.SelectMany(metric => (string[])[metric.Key, metric.Name]).Distinct(StringComparer.Ordinal)], out var errors);
        foreach (var error in errors) context.Error.WriteLine(error);
        if (errors.Count > 0) return ExitStatus.BadInput;

        if (sweep is not null && judged.Where(each => each.Swept is null && judged.All(other => other.Swept?.Alert != each.Scored.Name)).Select(each => each.Scored.Name).ToArray() is { Length: > 0 } left)
            context.Error.WriteLine($"--sweep: leaves out {string.Join(", ", left)}: no single number stands after <, <=, > or >=.");

        var explained = parsed.GetValue(_explain);
        ImmutableArray<ulong> seeds = explained is not null ? [explained.Seed] : [.. Enumerable.Range(0, parsed.GetValue(_seeds)).Select(i => first.Model.Seed + (ulong)i)];
        var time = new JudgedTime(begin, begin + (parsed.GetValue(_duration) ?? TimeSpan.FromDays(7)), parsed.GetValue(_grace) ?? JudgedTime.DefaultGrace);
        if (time.Grace >= time.Length)
        {
            context.Error.WriteLine($"{_grace.Name}: must be shorter than the judged time, {DurationText.Format(time.Length)}, got {DurationText.Format(time.Grace)}.");
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
            if (parsed.GetValue(_format) == "json") context.Out.Write(ExplanationJson.Of(explainer.Result));
            else foreach (var line in ExplanationText.LinesOf(explainer.Result)) context.Out.Write(line + "\n");
            return ExitStatus.Success;
        }

        var report = ScoreReport.Of(plan, judgements, parsed.GetValue(_incidents), requirements);
        var status = ScoreOutput.Print(context, report, FormatOf(parsed));
        return page?.Write(stream => ScorePage.Write(stream, report, pictures), context.Error) == false ? ExitStatus.Failure : status;

        SeedWitness? WitnessOf(ulong seed)
        {
            if (explainer is not null) return explainer;
            foreach (var picture in pictures)
                if (picture.Seed == seed) return picture;
            return null;
        }
    }

    private async Task<int> ScoreRecordedAsync(ParseResult parsed, ImmutableArray<RuleFile> files, ProgramContext context)
    {
        foreach (var option in (Option[])[_seeds, _seed, _incidents, _explain, _page, _config, _workload, _profile, _scenario, _labels])
        {
            if (parsed.GetResult(option) is not { Implicit: false }) continue;
            context.Error.WriteLine($"{option.Name}: cannot be combined with --prometheus-url, {(option == _incidents ? "because precision is known only where there is a clean twin" : "which judges a history that is already there")}. Leave out one of the two.");
            return ExitStatus.BadInput;
        }

        if (_known.File(parsed) is null)
        {
            context.Error.WriteLine("--prometheus-url: needs --incidents, a file that says what went wrong in that history, and when.");
            return ExitStatus.BadInput;
        }

        if (!TryReadSweep(parsed, context, out var sweep) || _known.Read(parsed, context) is not { } incidents) return ExitStatus.BadInput;
        string[] kinds = KnownIncidents.KindsFor(incidents);
        if (_requirements.Read(parsed, context, kinds, hasTwin: false) is not { } requirements) return ExitStatus.BadInput;
        var groups = files.SelectMany(file => file.Groups);
        var rules = RuleOrder.AsRecorded(RuleOrder.Of(sweep?.Extend(groups) ?? groups));
        var judged = JudgedAlerts.Of(rules, sweep, parsed.GetValue(_match), kinds, KnownIncidents.MetricsFor(incidents), out var errors);
        foreach (var error in errors) context.Error.WriteLine(error);
        if (errors.Count > 0 || IncidentsOption.TimeOf(incidents, parsed.GetValue(_start), parsed.GetValue(_duration), parsed.GetValue(_grace) ?? JudgedTime.DefaultGrace, context) is not { } time) return ExitStatus.BadInput;
        using var server = _prometheus.Connect(parsed, context);
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

        return ScoreOutput.Print(context, ScoreReport.Of(plan, [judgement], RuleScore.DefaultIncidentsPerDay, requirements), FormatOf(parsed));
    }

    private string? FormatOf(ParseResult parsed) => parsed.GetValue(_suggestClaims) ? null : parsed.GetValue(_format);

    private bool TryReadSweep(ParseResult parsed, ProgramContext context, out Sweep? sweep)
    {
        sweep = null;
        if (parsed.GetValue(_sweep) is not { } text || (sweep = Sweep.Read(text, out var violation)) is not null) return true;
        context.Error.WriteLine($"--sweep: {violation}");
        return false;
    }

    private static string[] AnomalyNames => [.. AnomalyKinds.All.Select(kind => kind.Name)];

    private static ImmutableArray<RuleFile>? ReadRules(string[] names, ProgramContext context)
    {
        var files = ImmutableArray.CreateBuilder<RuleFile>(names.Length);
        var errors = new List<ConfigurationError>();
        foreach (var name in names)
        {
            var read = RuleFileReader.ReadFile(name);
            errors.AddRange(read.Errors);
            if (read.File is { } file) files.Add(file);
        }

        if (errors.Count == 0) return files.MoveToImmutable();
        context.Error.Write(ErrorReport.Format([.. errors], "nothing was scored"));
        return null;
    }

    private Run? ReadRun(ParseResult parsed, ProgramContext context, DateTimeOffset start)
    {
        var request = new RunRequest(parsed.GetValue(_config), parsed.GetValue(_scenario), parsed.GetValue(_seed) ?? 1, start)
        {
            Workload = parsed.GetValue(_workload),
            Profile = parsed.GetValue(_profile),
            Labels = parsed.GetValue(_labels),
        };
        if (request.Scenario is null && request.Config is null) request = request with { Scenario = request.Workload is null ? "incidents" : "team_incidents" };
        if (new RunReader(request, () => 1, _ => start, latestStart: null) { Outcome = "nothing was scored" }.Read(out var report) is { } run) return run;
        context.Error.Write(report);
        return null;
    }

    private static double? ReadNumber(ArgumentResult result, string option, double least, double most)
    {
        var text = result.Tokens[^1].Value;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most && (least < 1 || number % 1 == 0)) return number;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option}: must be {(least < 1 ? "a number above 0" : $"a whole number from {least:0}")} to {most:0}, got '{text}'."));
        return null;
    }
}
