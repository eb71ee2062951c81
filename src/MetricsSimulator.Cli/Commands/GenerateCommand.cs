using System.CommandLine;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Text;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>generate</c>: writes a span of simulated time as fast as it can be computed. One thread at a time.</summary>
internal sealed class GenerateCommand
{
    private readonly Option<TimeSpan> _duration = RunOptions.Duration("How much simulated time is written.");
    private readonly Option<string> _format = RunOptions.OneOf("--format", "-f", "How it is written.", [.. TextFormat.All.Select(format => format.Name)]);
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file; - or nothing for standard output.", HelpName = "FILE", CustomParser = RunOptions.ReadPath };
    private readonly Option<bool> _clean = new("--clean") { Description = "Leaves all anomalies out: the clean twin, the same paths as if nothing had happened to them." };
    private readonly RunSelection _selection = new("Where the paths begin, rounded up to a tick. So long ago that the span ends now when absent.");

    private GenerateCommand()
    {
    }

    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var self = new GenerateCommand();
        var command = new Command("generate", "Writes a span of simulated time to a file, without waiting for it to pass.");
        foreach (var option in (Option[])[self._duration, self._format, self._output, self._clean]) command.Add(option);
        self._selection.AddTo(command);
        command.SetAction(parsed => self.Generate(parsed, context));
        return command;
    }

    private int Generate(ParseResult parsed, ProgramContext context)
    {
        var duration = parsed.GetValue(_duration);
        if (_selection.Read(parsed, context, duration) is not { } recorded) return ExitStatus.BadInput;
        if (parsed.GetValue(_clean)) recorded = recorded.WithoutAnomalies();
        var run = recorded.Run;

        var ticks = run.Model.Timeline.TicksIn(duration);
        var values = (double)ticks * run.Model.Metrics.Sum(metric => (double)metric.Labels.Count * metric.Stride);
        var span = new RunSpan(recorded, 0, ticks);
        var format = TextFormat.All.Single(format => format.Name == parsed.GetRequiredValue(_format));
        return HistoryOutput.Write(context, parsed.GetValue(_output), stream =>
        {
            var history = format.Create(span, stream, Environment.ProcessorCount);
            ProgressBar.Run(context, "Generating", history.Steps, values, progress => history.Write(progress is null ? null : new StepsDone(progress), context.Stop));
            if (span.IsEmpty) context.Error.WriteLine(HistoryOutput.NoSamples(span));
        });
    }

    private sealed class StepsDone(IProgress<long> progress) : IProgress<HistoryProgress>
    {
        public void Report(HistoryProgress value) => progress.Report(value.Steps);
    }
}
