using System.CommandLine;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Scenarios;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>scenarios</c>: lists the built-in scenarios, and shows one. Thread-safe.</summary>
internal static class ScenariosCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var command = new Command("scenarios", "Lists the built-in scenarios.") { CreateShow(context) };
        command.SetAction(_ =>
        {
            if (context.OutIsTerminal)
            {
                OutputTable.Write(context, ["scenario", "description"], BuiltInScenarios.All.Select(scenario => new[] { scenario.Name, scenario.Description }), broad: "description");
                return ExitStatus.Success;
            }

            var width = BuiltInScenarios.All.Max(scenario => scenario.Name.Length);
            foreach (var scenario in BuiltInScenarios.All) context.Out.Write($"{scenario.Name.PadRight(width)}  {scenario.Description}\n");
            return ExitStatus.Success;
        });
        return command;
    }

    private static Command CreateShow(ProgramContext context)
    {
        var name = new Argument<string>("NAME") { Description = "A built-in scenario, or a file." };
        var command = new Command("show", "Prints the file of a scenario, to be read, saved and changed.") { name };
        command.SetAction(parsed =>
        {
            var requested = parsed.GetRequiredValue(name);
            var found = ScenarioReader.Find(requested);
            if (found.Draft is { } draft)
            {
                context.Out.Write(BuiltInScenarios.Find(requested)?.Copy ?? draft.Text);
                return ExitStatus.Success;
            }

            context.Error.Write(ErrorReport.Format(found.Errors, "nothing was printed"));
            return ExitStatus.BadInput;
        });
        return command;
    }
}
