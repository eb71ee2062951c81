using System.CommandLine;
using MetricsSimulator.Cli.Help;
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
            $"The format. Editors read {JsonSchema} for configurations and {ScenarioJsonSchema} for scenarios.", Markdown, JsonSchema, ScenarioJsonSchema);
        var command = new ExplainedCommand("keys", "Print every key that a configuration or a scenario may have.")
        {
            Examples =
            [
                new Example("Read the reference page by page:", "keys | less"),
                new Example("Write a schema, so that editors complete and check configurations:", "keys --format json-schema > configuration.schema.json"),
            ],
        };
        command.Add(format);
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
