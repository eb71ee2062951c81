using System.CommandLine;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>version</c>: prints what <c>--version</c> prints.</summary>
internal static class VersionCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var command = new ExplainedCommand("version", "Print the version.") { Examples = [new Example("Print the version:", "version")] };
        command.SetAction(_ =>
        {
            context.Out.WriteLine(ProgramVersion.Text);
            return ExitStatus.Success;
        });
        return command;
    }
}
