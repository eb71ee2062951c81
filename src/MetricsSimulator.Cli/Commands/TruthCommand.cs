using System.CommandLine;
using System.Globalization;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Disturbances;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>truth</c>: prints every anomaly of a run, one JSON object a line, without running it. One thread at a time.</summary>
internal sealed class TruthCommand
{
    private readonly Option<TimeSpan> _duration = RunOptions.Duration("The span of simulated time whose anomalies are printed.");
    private readonly RunSelection _selection = new("Where the paths begin, rounded up to a tick. So long ago that the span ends now when absent.", canShard: false);

    private TruthCommand()
    {
    }

    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var self = new TruthCommand();
        var command = new Command("truth", "Prints the anomalies of a run as JSON lines: what, where, when and how strong.") { self._duration };
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
        if (context.OutIsTerminal)
        {
            OutputTable.Write(context, ["start", "end", "kind", "metric", "where", "magnitude"], anomalies.Select(Cells));
            return ExitStatus.Success;
        }

        foreach (var anomaly in anomalies)
        {
            if (context.Stop.IsCancellationRequested) return ExitStatus.Interrupted;
            var name = recorded.ModelAt(anomaly.FirstTick).Metrics.FirstOrDefault(metric => metric.Key == anomaly.Definition.Metric)?.Name;
            context.Out.Write(string.Create(CultureInfo.InvariantCulture, $"{JsonText.Of(json => AnomalyRecord.Write(json, anomaly, name))}\n"));
        }

        return ExitStatus.Success;
    }

    private static string[] Cells(Anomaly anomaly)
    {
        var definition = anomaly.Definition;
        return
        [
            InstantText.Format(anomaly.Start), InstantText.Format(anomaly.End), definition.Kind.Name, definition.Metric ?? "",
            definition.Matchers.Conditions.IsEmpty ? "" : definition.Matchers.ToString(),
            definition.Kind.MagnitudeMeaning is null ? "" : definition.Magnitude.ToString(CultureInfo.InvariantCulture),
        ];
    }
}
