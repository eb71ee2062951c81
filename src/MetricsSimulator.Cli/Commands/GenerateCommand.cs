using System.Collections.Immutable;
using System.CommandLine;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Text;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Events;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>generate</c>: writes a span of simulated time as fast as possible. One thread at a time.</summary>
internal sealed class GenerateCommand
{
    private const string OtlpJson = "otlp-json";
    private const string OtlpProtobuf = "otlp-protobuf";
    private const string Delta = "delta";
    private const string Metrics = "metrics";
    private const string Logs = "logs";
    private const string Both = "both";

    private static readonly ImmutableArray<TextFormat> s_formats = [.. TextFormat.All, TextFormat.Events];

    private readonly Option<TimeSpan> _duration = RunOptions.Duration("How much simulated time to write.");
    private readonly Option<string> _format = RunOptions.OneOf("--format", "-f", "The format of the file. With events, the file has the log events of a workload as JSON lines, and no samples. With otlp-json and otlp-protobuf, it has the requests by which a run exports its metrics and events, one in each line or with its length before it.", [.. s_formats.Select(format => format.Name), OtlpJson, OtlpProtobuf]);
    private readonly Option<string> _signal = RunOptions.OneOf("--signal", null, "What the requests of otlp-json and otlp-protobuf contain.", Both, Metrics, Logs);
    private readonly Option<string> _temporality = RunOptions.OneOf("--temporality", null, "Whether a total of otlp-json and otlp-protobuf counts since the export before, or since it began.", Delta, "cumulative");
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file to write. By default, or with -, standard output.", HelpName = "FILE", CustomParser = RunOptions.ReadPath };
    private readonly Option<bool> _clean = new("--clean") { Description = "Leave out all anomalies. Everything else stays the same, so that you can compare." };
    private readonly Option<bool> _truth = RunOptions.Truth();
    private readonly Option<bool> _scraped = RunOptions.ScrapeSeries();
    private readonly RunSelection _selection = new("When the run begins, rounded up to the next tick. The default is now minus --duration.");

    private GenerateCommand()
    {
    }

    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var self = new GenerateCommand();
        var command = new ExplainedCommand("generate", "Write a span of simulated time to a file, without waiting for it.")
        {
            Details = ["The samples are the same that scrapes of the run would have seen. Give --seed and --start to get the same file again."],
            Examples =
            [
                new Example("An hour of samples as OpenMetrics, ending now:", "generate --duration 1h --output hour.om"),
                new Example("A day with anomalies as CSV, the same every time:", "generate --duration 24h --format csv --scenario anomaly_detection --seed 42 --start 2026-01-01T00:00:00Z --output day.csv"),
                new Example("The log events of a team in a working day, as JSON lines:", "generate --workload team --duration 24h --format events --start 2026-03-03T00:00:00Z --output day.jsonl"),
                new Example("An hour of metrics as a collector receives them:", "generate --duration 1h --format otlp-json --temporality cumulative --output metrics.jsonl"),
                new Example("The requests with which the processes of a team export their metrics:", "generate --workload team --duration 24h --format otlp-json --signal metrics --output metrics.jsonl"),
            ],
        };
        foreach (var option in (Option[])[self._duration, self._format, self._signal, self._temporality, self._output, self._clean, self._truth, self._scraped]) command.Add(option);
        self._selection.AddTo(command);
        command.SetAction(parsed => self.Generate(parsed, context));
        return command;
    }

    private int Generate(ParseResult parsed, ProgramContext context)
    {
        var name = parsed.GetRequiredValue(_format);
        Option<string>? ofRequests = parsed.GetResult(_signal) is { Implicit: false } ? _signal : parsed.GetResult(_temporality) is { Implicit: false } ? _temporality : null;
        if (ofRequests is not null && name is not (OtlpJson or OtlpProtobuf))
        {
            context.Error.WriteLine($"{ofRequests.Name}: only the requests of --format {OtlpJson} and {OtlpProtobuf} have that, and this is --format {name}.");
            return ExitStatus.BadInput;
        }

        var duration = parsed.GetValue(_duration);
        if (_selection.Read(parsed, context, duration) is not { } recorded) return ExitStatus.BadInput;
        if (parsed.GetValue(_clean)) recorded = recorded.WithoutAnomalies();
        if (WrittenRun.Of(recorded, new AddedSeries(parsed.GetValue(_truth), parsed.GetValue(_scraped) ? _scraped.Name : null), context) is not { } written) return ExitStatus.BadInput;
        var run = written.Run;

        var ticks = run.Model.Timeline.TicksIn(duration);
        var values = (double)ticks * run.Model.Metrics.Sum(metric => (double)metric.Labels.Count * metric.Stride);
        var span = new RunSpan(written, 0, ticks);
        if (Violation(parsed, name, span) is { } violation)
        {
            context.Error.WriteLine(violation);
            return ExitStatus.BadInput;
        }

        WorkloadStart.Announce(run, context);
        var format = s_formats.FirstOrDefault(format => format.Name == name) ?? FormatOfRequests(parsed, name, span);
        return HistoryOutput.Write(context, parsed.GetValue(_output), stream =>
        {
            var history = format.Create(span, stream, Environment.ProcessorCount);
            ProgressBar.Run(context, "Generating", history.Steps, values, progress => history.Write(progress is null ? null : new StepsDone(progress), context.Stop));
            if (format != TextFormat.Events && span.IsEmpty) context.Error.WriteLine(HistoryOutput.NoSamples(span));
            if (format == TextFormat.Events && !span.HasDevelopers) context.Error.WriteLine($"--shard: shard {run.Model.Shard} has no developers; there are no events.");
        });
    }

    private string? Violation(ParseResult parsed, string format, RunSpan span)
    {
        var isOtlp = format is OtlpJson or OtlpProtobuf;
        if (format != TextFormat.Events.Name && !isOtlp) return null;
        var signal = isOtlp ? parsed.GetRequiredValue(_signal) : Logs;
        var ofEvents = isOtlp ? $"--signal {Logs}" : $"--format {format}";
        Option<bool>? ofSamples = parsed.GetValue(_truth) ? _truth : parsed.GetValue(_scraped) ? _scraped : null;
        if (ofSamples is not null && signal == Logs) return $"{ofSamples.Name}: adds series, and {ofEvents} writes no samples. Leave out one of the two.";
        if (parsed.GetValue(_scraped)) return $"{_scraped.Name}: adds what a scraper writes about each scrape, and nobody scrapes what --format {format} writes. Leave out one of the two.";
        if (!span.HasEvents && signal == Logs)
            return $"{ofEvents}: only a workload has events, and {span.Recorded.Run.Request.File ?? "the built-in configuration"} has no block workload. Use --workload team, or add the block.";
        return format == OtlpProtobuf && signal == Both && span.HasEvents
            ? $"--signal: a request in Protocol Buffers does not say whether it has metrics or logs, so --format {OtlpProtobuf} writes one of the two. Add --signal {Metrics} or --signal {Logs}."
            : null;
    }

    private TextFormat FormatOfRequests(ParseResult parsed, string name, RunSpan span)
    {
        var workload = span.Models.SelectMany(model => model.Sources).OfType<WorkloadDefinition>().FirstOrDefault();
        var options = new ExportOptions
        {
            Temporality = parsed.GetRequiredValue(_temporality) == Delta ? Temporality.Delta : Temporality.Cumulative,
            MetricInterval = (workload?.Telemetry ?? new TelemetryOptions()).ExportInterval,
        };
        var signals = parsed.GetRequiredValue(_signal) switch
        {
            Metrics => Signals.Metrics,
            Logs => Signals.Logs,
            _ => Signals.Metrics | Signals.Logs,
        };
        return new TextFormat(name, 0, (of, stream, _) => new ExportsHistory(of, stream, options, signals, name == OtlpJson));
    }

    private sealed class StepsDone(IProgress<long> progress) : IProgress<HistoryProgress>
    {
        public void Report(HistoryProgress value) => progress.Report(value.Steps);
    }
}
