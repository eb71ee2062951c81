using System.CommandLine;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Scenarios;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>scenarios</c>: lists the built-in scenarios, and shows one.</summary>
internal static class ScenariosCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var command = new ExplainedCommand("scenarios", "List the built-in scenarios, or show one.")
        {
            Examples =
            [
                new Example("List the scenarios:", "scenarios"),
                new Example("Save one to change it:", "scenarios show degradation > my-scenario.yaml"),
            ],
        };
        command.Add(CreateShow(context));
        command.SetAction(_ =>
        {
            if (context.OutIsTerminal)
            {
                OutputTable.Write(context, ["scenario", "description"], BuiltInScenarios.All.Select(scenario => new[] { scenario.Name, scenario.Description }));
                return ExitStatus.Success;
            }

            var width = BuiltInScenarios.All.Max(scenario => scenario.Name.Length);
            foreach (var scenario in BuiltInScenarios.All) context.Out.Write($"{scenario.Name.PadRight(width)}  {scenario.Description}\n");
            return ExitStatus.Success;
        });
        return command;
    }

    private static ExplainedCommand CreateShow(ProgramContext context)
    {
        var name = new Argument<string>("NAME|FILE")
        {
            Description = "A built-in scenario, a file, or - for standard input.",
            CompletionSources = { _ => BuiltInScenarios.All.Select(scenario => scenario.Name) },
        };
        var command = new ExplainedCommand("show", "Print a scenario as YAML, to read, save and change.")
        {
            Examples = [new Example("Save a scenario to change it:", "scenarios show degradation > my-scenario.yaml")],
        };
        command.Add(name);
        UnknownArguments.Refuse(name, command);
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
