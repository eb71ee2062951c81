using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using MetricsSimulator.Cli.Dashboards;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>dashboard</c>: writes Grafana dashboards of the metrics of a run. One thread at a time.</summary>
internal sealed class DashboardCommand
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The folder for the dashboards, one JSON file each. It is created if it does not exist. Files of the same names are replaced.",
        HelpName = "DIR",
        CustomParser = RunOptions.ReadFolder,
    };

    private readonly Option<string?> _preview = new("--preview")
    {
        Description = "A picture of one dashboard to draw from a run, as SVG. With -, it goes to standard output.",
        HelpName = "FILE",
        CustomParser = RunOptions.ReadPath,
    };

    private readonly Option<string?> _board = new("--board", "-b") { Description = "The dashboard to draw, by its name. The default is Overview, or the only one.", HelpName = "NAME" };
    private readonly Option<TimeSpan?> _duration = RunOptions.Span("--duration", "How much simulated time to draw. The default is 24h.");
    private readonly RunSelection _selection = new("When the run to draw begins, rounded up to the next tick. By default, the picture ends now.", canShard: false);

    private DashboardCommand()
    {
    }

    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var self = new DashboardCommand();
        var command = new ExplainedCommand("dashboard", "Write Grafana dashboards of the metrics.")
        {
            Details =
            [
                "The dashboards are made from the metrics of the run, so none names a metric that does not exist. There are five for the built-in metrics, from an overview to the truth; five for a team of developers, under the names of its profile; and one for your own metrics, with a row for each.",
            ],
            Examples =
            [
                new Example("The dashboards of the built-in metrics:", "dashboard --output dashboards"),
                new Example("A picture of one of them:", "dashboard --preview costs.svg --board 'Cost and budget'"),
                new Example("The dashboards of a team, for a store of delta values:", "dashboard --workload team --profile nosuffix --output dashboards"),
                new Example("The dashboards of your own configuration:", "dashboard --config simulator.yaml --output dashboards"),
            ],
        };
        foreach (var option in (Option[])[self._output, self._preview, self._board, self._duration]) command.Add(option);
        self._selection.AddTo(command);
        command.SetAction(parsed => self.Answer(parsed, context));
        return command;
    }

    private int Answer(ParseResult parsed, ProgramContext context)
    {
        var (folder, preview) = (parsed.GetValue(_output), parsed.GetValue(_preview));
        if (Violation(parsed, folder, preview) is { } violation) return Refuse(violation, context);
        var duration = parsed.GetValue(_duration) ?? s_day;
        // Dashboards do not depend on the seed, but a picture does.
        if (_selection.Read(parsed, context, duration, seed: preview is null ? 0 : null) is not { } recorded) return ExitStatus.BadInput;
        var boards = BoardSet.Of(recorded.Run);
        Board? drawn = null;
        if (preview is not null)
        {
            drawn = Find(parsed.GetValue(_board), boards, out var unknown);
            if (drawn is null) return Refuse(unknown, context);
        }

        var status = folder is null ? ExitStatus.Success : FolderOutput.Write(context, folder, [.. boards.Select(board => (board.Uid + ".json", BoardJson.Write(board)))], "dashboards");
        return status != ExitStatus.Success || drawn is null ? status : Draw(drawn, new RunSpan(recorded, 0, recorded.Run.Model.Timeline.TicksIn(duration)), preview, context);
    }

    private string? Violation(ParseResult parsed, string? folder, string? preview)
    {
        if (folder is null && preview is null) return "--output: is missing. Give a folder for the dashboards, or give --preview and a file for a picture of one.";
        if (preview is not null) return null;
        return parsed.GetValue(_board) is not null ? "--board: names the dashboard that --preview draws. Give both or neither."
            : parsed.GetValue(_duration) is not null ? "--duration: is the time that --preview draws. Give both or neither."
            : null;
    }

    private static int Refuse(string violation, ProgramContext context)
    {
        context.Error.WriteLine(violation);
        return ExitStatus.BadInput;
    }

    // Of the boards that show metrics and not only the truth, the first is the overview, if there is one.
    private static Board? Find(string? name, ImmutableArray<Board> boards, out string unknown)
    {
        unknown = "";
        if (name is null) return boards.FirstOrDefault(board => board.Metrics.Any(metric => metric != QueriedMetric.Truth)) ?? boards[0];
        if (boards.FirstOrDefault(board => string.Equals(board.Name, name, StringComparison.OrdinalIgnoreCase)) is { } found) return found;
        string[] names = [.. boards.Select(board => board.Name)];
        unknown = $"--board: must be one of {string.Join(", ", names)}, got '{name}'{(Spelling.Suggestion(name, names) is { Length: > 0 } suggestion ? suggestion : ".")}";
        return null;
    }

    private static int Draw(Board board, RunSpan span, string? preview, ProgramContext context) =>
        HistoryOutput.Write(context, preview, stream => stream.Write(Encoding.UTF8.GetBytes(BoardPreview.Draw(board, span, context.Stop))));
}
