using System.CommandLine;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Disturbances;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>truth</c>: prints every anomaly of a run, without running it. One thread at a time.</summary>
internal sealed class TruthCommand
{
    private readonly Option<TimeSpan> _duration = RunOptions.Duration("The span of simulated time whose anomalies are printed.");
    private readonly RunSelection _selection = new("Where the paths begin, rounded up to a tick. So long ago that the span ends now when absent.", canShard: false);

    private readonly Option<string> _format;

    private TruthCommand(ProgramContext context) => _format = RunOptions.OneOf(
        "--format", "-f", "A table; json, one object a line; csv; or incidents, a YAML list of id, title, start, end and labels. On a terminal a table is printed when absent.",
        [.. TruthFormat.All.OrderBy(format => format != (context.OutIsTerminal ? TruthFormat.Table : TruthFormat.Json)).Select(format => format.Name)]);

    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var self = new TruthCommand(context);
        var command = new Command("truth", "Prints the anomalies of a run: what, where, when and how strong.") { self._duration, self._format };
        self._selection.AddTo(command);
        command.SetAction(parsed => self.Print(parsed, context));
        return command;
    }

    private int Print(ParseResult parsed, ProgramContext context)
    {
        var duration = parsed.GetValue(_duration);
        if (_selection.Read(parsed, context, duration) is not { } recorded) return ExitStatus.BadInput;
        var model = recorded.Run.Model;
        var schedule = new AnomalySchedule(model, recorded.Changes);
        var anomalies = schedule.Between(0, model.Timeline.TicksIn(duration));
        var format = TruthFormat.All.Single(format => format.Name == parsed.GetValue(_format));
        format.Print(context, anomalies.Select(anomaly => (anomaly, NameOf(recorded, anomaly))));
        return context.Stop.IsCancellationRequested ? ExitStatus.Interrupted : ExitStatus.Success;
    }

    private static string? NameOf(RecordedRun recorded, Anomaly anomaly) =>
        recorded.ModelAt(anomaly.FirstTick).Metrics.FirstOrDefault(metric => metric.Key == anomaly.Definition.Metric)?.Name;
}
