using System.CommandLine;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>keys</c>: prints the reference of the configuration language, or its JSON Schemas.</summary>
internal static class KeysCommand
{
    private const string Markdown = "markdown";
    private const string JsonSchema = "json-schema";
    private const string ScenarioJsonSchema = "scenario-json-schema";

    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var format = RunOptions.OneOf("--format", "-f",
            $"How it is written: {JsonSchema} is for editors, of configuration files, and {ScenarioJsonSchema} of scenario files.", Markdown, JsonSchema, ScenarioJsonSchema);
        var command = new Command("keys", "Prints every key that a configuration or a scenario may have, as Markdown or as a JSON Schema.") { format };
        command.SetAction(parsed =>
        {
            context.Out.Write(parsed.GetRequiredValue(format) switch
            {
                JsonSchema => ConfigurationSchema.OfConfiguration(),
                ScenarioJsonSchema => ConfigurationSchema.OfScenario(),
                _ => ConfigurationReference.Markdown(),
            });
            return ExitStatus.Success;
        });
        return command;
    }
}
