using System.CommandLine;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>keys</c>: prints the reference of the configuration language. Thread-safe.</summary>
internal static class KeysCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var command = new Command("keys", "Prints every key that a configuration may have, as Markdown.");
        command.SetAction(_ =>
        {
            context.Out.Write(ConfigurationReference.Markdown());
            return ExitStatus.Success;
        });
        return command;
    }
}
