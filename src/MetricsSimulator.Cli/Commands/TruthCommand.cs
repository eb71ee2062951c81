using System.CommandLine;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Disturbances;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>truth</c>: prints every anomaly of a run. One thread at a time.</summary>
internal sealed class TruthCommand
{
    private readonly Option<TimeSpan> _duration = RunOptions.Duration("How much simulated time to look at, from the start of the run.");
    private readonly RunSelection _selection = new("When the run begins, rounded up to the next tick. The default is now minus --duration.", canShard: false);

    private readonly Option<string> _format;

    private TruthCommand(ProgramContext context)
    {
        _format = RunOptions.OneOf("--format", "-f", "", [.. TruthFormat.All.OrderBy(format => format != (context.OutIsTerminal ? TruthFormat.Table : TruthFormat.Json)).Select(format => format.Name)]);
        _format.Description = "The format: table; json, with one object per line; csv; or incidents, a YAML list of id, title, start, end and labels. The default is table on a terminal, otherwise json.";
    }

    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var self = new TruthCommand(context);
        var command = new ExplainedCommand("truth", "List the anomalies of a run: what, where, when and how strong.")
        {
            Details =
            [
                "The command does not simulate anything, so it answers at once. Only for anomalies of a workload it simulates the run, and names the developers and sessions that they touch,",
                "with the first and the last instant at which anything differs from the run without the anomaly. json lists these sessions, csv has a line for each, and the table counts them.",
                "For anomalies of what a workload shows, it counts the resets that they cause.",
            ],
            Examples =
            [
                new Example("The anomalies of a day of a built-in scenario:", "truth --duration 24h --scenario anomaly_detection --seed 42 --start 2026-01-01T00:00:00Z"),
                new Example("The anomalies of a recorded run:", "truth --duration 24h --journal run.jsonl"),
            ],
        };
        foreach (var option in (Option[])[self._duration, self._format]) command.Add(option);
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
        WorkloadEffects? effects = null;
        if (anomalies.Any(anomaly => anomaly.Definition.ActsOnWorkload))
        {
            effects = new WorkloadEffects(new RunSpan(recorded, 0, model.Timeline.TicksIn(duration)));
            effects.AdvanceTo(model.Timeline.TicksIn(duration) - 1, recorded.Changes, context.Stop);
        }

        format.Print(context, anomalies.Select(anomaly => new RecordedAnomaly(
            anomaly, NameOf(recorded, anomaly), anomaly.Definition.Kind.IsOfWorkload ? effects!.TouchedBy(anomaly.Id) : default,
            anomaly.Definition.ActsOnView ? effects!.FallenBy(anomaly.Id) : default)));
        return context.Stop.IsCancellationRequested ? ExitStatus.Interrupted : ExitStatus.Success;
    }

    private static string? NameOf(RecordedRun recorded, Anomaly anomaly) =>
        recorded.ModelAt(anomaly.FirstTick).Metrics.FirstOrDefault(metric => metric.Key == anomaly.Definition.Metric)?.Name;
}
