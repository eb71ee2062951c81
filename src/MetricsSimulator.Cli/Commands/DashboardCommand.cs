using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using MetricsSimulator.Cli.Dashboards;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.History.Files;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>dashboard</c>: writes Grafana dashboards of the metrics of a run. One thread at a time.</summary>
internal sealed class DashboardCommand
{
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The folder for the dashboards, one JSON file each. It is created if it does not exist. Files of the same names are replaced.",
        HelpName = "DIR",
        Required = true,
        CustomParser = RunOptions.ReadPath,
    };

    private readonly RunSelection _selection = new("When the run begins.", canShard: false);

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
                "The dashboards are made from the metrics themselves, so none asks for a metric that is not there. The built-in metrics have five, from an overview to the truth; metrics of your own have one, with a row for each.",
            ],
            Examples =
            [
                new Example("The dashboards of the built-in metrics:", "dashboard --output dashboards"),
                new Example("Those of your own configuration:", "dashboard --config simulator.yaml --output dashboards"),
            ],
        };
        command.Add(self._output);
        self._selection.AddTo(command);
        command.SetAction(parsed => self.Write(parsed, context));
        return command;
    }

    private int Write(ParseResult parsed, ProgramContext context)
    {
        // What a dashboard asks depends on no seed.
        if (_selection.Read(parsed, context, TimeSpan.FromDays(1), seed: 0) is not { } recorded) return ExitStatus.BadInput;
        var folder = parsed.GetRequiredValue(_output)!;
        var boards = BoardSet.Of(recorded.Run);
        try
        {
            Directory.CreateDirectory(folder);
            WriteAll([.. boards.Select(board => (Path.Combine(folder, board.Uid + ".json"), BoardJson.Write(board)))]);
        }
        catch (Exception exception) when (OutputFailure.Is(exception))
        {
            context.Error.WriteLine(OutputFailure.Explain(folder, exception));
            return ExitStatus.Failure;
        }

        context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{boards.Length} dashboards in {folder}."));
        return ExitStatus.Success;
    }

    // All of them lie on the disk before the first takes the place of an old one.
    private static void WriteAll(ImmutableArray<(string Path, string Text)> files)
    {
        var written = new List<WholeFile>();
        try
        {
            foreach (var (path, text) in files)
            {
                written.Add(new WholeFile(path, isReplaced: true));
                written[^1].Stream.Write(Encoding.UTF8.GetBytes(text));
            }

            foreach (var file in written) file.Commit();
        }
        finally
        {
            foreach (var file in written) file.Dispose();
        }
    }
}
