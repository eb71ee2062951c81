using System.Collections.Immutable;
using System.CommandLine;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Scoring.Detectors;
using MetricsSimulator.Cli.Scoring.Incidents;
using MetricsSimulator.Cli.Scoring.Reports;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Records;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Scoring.Incidents;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>score-detector FILE</c>: judges what somebody's own detector found. One thread at a time.</summary>
internal sealed class ScoreDetectorCommand
{
    private static readonly TimeSpan s_join = TimeSpan.FromMinutes(1);

    private readonly Argument<string> _file = new("FILE")
    {
        Description = "What the detector found: start, and perhaps end, detector, labels and twin of each, as JSON, YAML or comma-separated values; - for standard input.",
    };

    private readonly Option<string?> _twin = new("--twin")
    {
        Description = "What the detector found on the clean twin, the same run without anomalies, so that false alarms are known: a file of the same form.",
        HelpName = "FILE",
        CustomParser = RunOptions.ReadPath,
    };

    private readonly Option<TimeSpan?> _join = RunOptions.Span("--join", "Detections at most so far apart are one, because many detectors say at each sample whether it is odd. The default is 1m.");
    private readonly IncidentsOption _known = new("The incidents, instead of those of a run: a file that 'truth' writes, or JSON, YAML or comma-separated values with start, end and kind; - for standard input.");
    private readonly Option<TimeSpan?> _duration = RunOptions.Span("--duration", "The judged time, from the start of the run. With --incidents, the default is the whole days that they cover.");
    private readonly Option<TimeSpan?> _grace = RunOptions.Span("--grace", "How long after the last trace of an anomaly a detection still counts for it. The default is 5m.");
    private readonly Option<double> _incidentsPerDay = ScoreOptions.CreateIncidentsPerDay();
    private readonly Option<string?> _match = new("--match") { Description = "What the detector is meant to find: error_burst, level_shift:tool_usage. By default, everything.", HelpName = "KINDS" };
    private readonly RequirementsOption _requirements = new();
    private readonly Option<string> _format = RunOptions.OneOf("--format", "-f", "How to print the scores.", ScoreOutput.Formats);
    private readonly RunSelection _selection = new("When the run and the judged time begin. A run needs it, or a configuration that has one.", canShard: false);

    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var self = new ScoreDetectorCommand();
        var command = new ExplainedCommand("score-detector", "Judge what your own detector found, as alerts are judged.")
        {
            Details =
            [
                "A detector reads the samples of a run, from 'generate' or a Prometheus, and writes when it found something odd: instants, or intervals. The command compares that with what went wrong.",
                "Give the run by the same options, or its incidents as a file.",
            ],
            Examples =
            [
                new Example("Judge a detector on the run that it saw:", "score-detector found.csv --scenario incidents --seed 1 --start 2026-01-05T00:00:00Z --duration 7d"),
                new Example("Judge it on incidents of a real system:", "score-detector found.json --incidents incidents.yaml"),
            ],
        };
        command.Add(self._file);
        UnknownArguments.Refuse(self._file, command);
        foreach (var option in (Option[])[self._twin, self._join, self._known.Option, self._duration, self._grace, self._incidentsPerDay, self._match, self._requirements.Option, self._format]) command.Add(option);
        self._selection.AddTo(command);
        command.SetAction(parsed => self.Score(parsed, context));
        return command;
    }

    private int Score(ParseResult parsed, ProgramContext context)
    {
        if (ReadDetections(parsed, context) is not { } found) return ExitStatus.BadInput;
        var grace = parsed.GetValue(_grace) ?? JudgedTime.DefaultGrace;
        var judged = _known.File(parsed) is { } file ? ReadKnown(parsed, grace, file, context) : ReadRun(parsed, grace, context);
        if (judged is not { } history) return context.Stop.IsCancellationRequested ? ExitStatus.Interrupted : ExitStatus.BadInput;
        string[] kinds = KnownIncidents.KindsFor(history.Incidents);
        var hasTwin = found.Twin is not null;
        if (_requirements.Read(parsed, context, kinds, hasTwin) is not { } requirements) return ExitStatus.BadInput;
        Claims? claims = null;
        if (parsed.GetValue(_match) is { } match)
        {
            var read = Claims.Read(match, kinds, KnownIncidents.MetricsFor(history.Incidents));
            foreach (var error in read.Errors) context.Error.WriteLine($"--match: {error}");
            if ((claims = read.Value) is null) return ExitStatus.BadInput;
        }

        if (!hasTwin && parsed.GetResult(_incidentsPerDay) is { Implicit: false })
        {
            context.Error.WriteLine($"{_incidentsPerDay.Name}: needs --twin, because precision is known only with what the detector found on the clean twin. Leave out the one, or give the other.");
            return ExitStatus.BadInput;
        }

        var judge = new DetectorJudge(parsed.GetRequiredValue(_file), found.Signal, found.Twin, parsed.GetValue(_join) ?? s_join, claims);
        if (judge.Violation(history.Time) is { } violation)
        {
            context.Error.WriteLine(violation);
            return ExitStatus.BadInput;
        }

        var (plan, judgement) = judge.Judge(history.Seed, history.Incidents, history.Time, history.Name);
        return ScoreOutput.Print(context, ScoreReport.Of(plan, [judgement], parsed.GetValue(_incidentsPerDay), requirements), parsed.GetValue(_format)!);
    }

    private (ImmutableArray<DetectionRecord> Signal, ImmutableArray<DetectionRecord>? Twin)? ReadDetections(ParseResult parsed, ProgramContext context)
    {
        var file = parsed.GetRequiredValue(_file);
        var signal = DetectionFileReader.ReadFile(file, out var tellsTwin);
        var errors = signal.Errors;
        ImmutableArray<DetectionRecord>? twin = tellsTwin ? [.. signal.Records.Where(record => record.IsOnTwin == true)] : null;
        if (parsed.GetValue(_twin) is { } other)
        {
            if (tellsTwin || other == file)
            {
                context.Error.WriteLine($"--twin: {(tellsTwin ? $"{file} has a field twin already" : "is the same file as FILE")}. Give what the detector found on the twin once.");
                return null;
            }

            var read = DetectionFileReader.ReadFile(other, out _);
            errors = errors.AddRange(read.Errors);
            twin = read.Records;
        }

        if (errors.IsEmpty) return ([.. signal.Records.Where(record => record.IsOnTwin != true)], twin);
        context.Error.Write(ErrorReport.Format(errors, "nothing was scored"));
        return null;
    }

    private (ulong Seed, ImmutableArray<Incident> Incidents, JudgedTime Time, string? Name)? ReadKnown(ParseResult parsed, TimeSpan grace, string file, ProgramContext context)
    {
        if (_selection.GivenOf(parsed) is { } option)
        {
            context.Error.WriteLine($"{option}: cannot be combined with --incidents, which says what went wrong. Leave out one of the two.");
            return null;
        }

        if (_known.Read(parsed, context) is not { } incidents || IncidentsOption.TimeOf(incidents, _selection.StartOf(parsed), parsed.GetValue(_duration), grace, context) is not { } time) return null;
        return (1, incidents, time, file);
    }

    private (ulong Seed, ImmutableArray<Incident> Incidents, JudgedTime Time, string? Name)? ReadRun(ParseResult parsed, TimeSpan grace, ProgramContext context)
    {
        if (!_selection.IsReproducible(parsed) || parsed.GetValue(_duration) is not { } duration)
        {
            context.Error.WriteLine("score-detector: needs what went wrong. Give --incidents, or the run that the detector saw, as in --scenario incidents --seed 1 --start 2026-01-05T00:00:00Z --duration 7d.");
            return null;
        }

        if (_selection.Read(parsed, context, duration) is not { } recorded) return null;
        var scraped = recorded.WithScrapes(ScrapeConfiguration.Of(recorded.Run, recorded.Run.Configuration.Server.Port));
        var timeline = recorded.Run.Model.Timeline;
        var span = RunSpan.Between(scraped, timeline.Start, timeline.Start + duration);
        var anomalies = new AnomalySchedule(scraped.Run.Model, scraped.Changes).Between(0, span.EndTick);
        try
        {
            var incidents = SimulatedIncidents.Of(scraped.Run.Model, anomalies, EvidenceFinder.Find(span, anomalies, null, context.Stop));
            return (recorded.Run.Model.Seed, incidents, new JudgedTime(timeline.Start, timeline.Start + duration, grace), null);
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            context.Error.WriteLine("Interrupted. Nothing was scored.");
            return null;
        }
    }
}
