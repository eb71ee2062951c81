using System.CommandLine;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Cli.Commands;

/// <summary>Finds the command or option that a mistyped one was probably meant to be.</summary>
internal static class UnknownArguments
{
    /// <summary>The messages about unknown arguments; empty if there are none.</summary>
    /// <param name="parsed">The command line.</param>
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var isOfUnknownOption = false;
        foreach (var argument in parsed.UnmatchedTokens)
        {
            if (IsOption(argument))
            {
                isOfUnknownOption = true;
                var name = argument.Split('=')[0];
                yield return command.Options.Any(option => option.Name == name || option.Aliases.Contains(name))
                    ? AfterCommand(name, command)
                    : Ended($"{name}: {NameOf(command)} has no such option{Spelling.Suggestion(name, OptionsOf(command))}");
            }
            else if (isOfUnknownOption)
            {
                // This argument is probably its value.
                isOfUnknownOption = false;
            }
            else
            {
                var commands = command.Subcommands.Where(below => !below.Hidden).Select(below => below.Name);
                yield return command.Subcommands.Count == 0
                    ? $"{command.Name} takes no argument{(command.Arguments.Count > 0 ? " more" : "")}, got '{argument}'."
                    : Ended($"'{argument}' is not a command{(command is RootCommand ? "" : $" of {NameOf(command)}")}{Spelling.Suggestion(argument, commands)}");
                // The arguments after an unknown command belong to it.
                yield break;
            }
        }
    }

    /// <summary>The messages about options before a command, which would not see them; empty if there are none.</summary>
    /// <param name="parsed">The command line.</param>
    public static IEnumerable<string> Misplaced(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command is RootCommand) yield break;
        foreach (var result in parsed.RootCommandResult.Children.OfType<System.CommandLine.Parsing.OptionResult>())
        {
            if (result.Implicit || result.Option.Recursive) continue;
            yield return OptionsOf(command).Contains(result.Option.Name, StringComparer.Ordinal)
                ? AfterCommand(result.Option.Name, command)
                : $"{result.Option.Name}: {NameOf(command)} has no such option.";
        }
    }

    /// <summary>Makes an argument refuse words that look like options: they are probably mistyped options, not files with strange names.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="command">The command that it belongs to.</param>
    public static void Refuse(Argument argument, Command command) => argument.Validators.Add(result =>
    {
        foreach (var token in result.Tokens.Select(token => token.Value).Where(IsOption))
            result.AddError(Ended($"{token}: {NameOf(command)} has no such option{Spelling.Suggestion(token, OptionsOf(command))}"));
    });

    private static string AfterCommand(string option, Command command) => $"{option}: must come after the command: '{NameOf(command)} {option} ...'.";

    private static bool IsOption(string argument) => argument.Length > 1 && argument[0] == '-' && !char.IsAsciiDigit(argument[1]);

    private static string Ended(string sentence) => sentence.EndsWith('?') ? sentence : sentence + ".";

    private static string NameOf(Command command) => command is RootCommand ? "the program" : CommandPage.NameOf(command)[(CommandPage.Program.Length + 1)..];

    private static IEnumerable<string> OptionsOf(Command command) => command.Options.Where(option => !option.Hidden).Select(option => option.Name).Append("--help");
}
