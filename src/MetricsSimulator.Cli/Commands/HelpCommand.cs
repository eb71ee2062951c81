using System.CommandLine;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>help</c>: shows the help of the program, of a command or of a topic.</summary>
internal static class HelpCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="root">The command whose commands are explained.</param>
    /// <param name="context">The outside world.</param>
    public static Command Create(RootCommand root, ProgramContext context)
    {
        var topic = new Argument<string[]>("COMMAND|TOPIC")
        {
            Description = $"A command, or one of {string.Join(", ", HelpTopics.All.Select(topic => topic.Name))}.",
            Arity = ArgumentArity.ZeroOrMore,
            CompletionSources = { _ => NamesBelow(root) },
        };
        var command = new ExplainedCommand("help", "Explain a command or a topic.")
        {
            Examples = [new Example("Read about a command:", "help generate"), new Example("Read how to write a span of time:", "help spans")],
        };
        command.Add(topic);
        UnknownArguments.Refuse(topic, command);
        command.SetAction(parsed => Explain(root, parsed.GetValue(topic) ?? [], context));
        return command;
    }

    private static int Explain(RootCommand root, string[] words, ProgramContext context)
    {
        if (words is [var word] && HelpTopics.All.FirstOrDefault(topic => topic.Name == word) is { } topic)
        {
            HelpScreen.Show(topic.Page, context);
            return ExitStatus.Success;
        }

        Command command = root;
        foreach (var name in words)
        {
            if (command.Subcommands.FirstOrDefault(below => below.Name == name) is { } found)
            {
                command = found;
                continue;
            }

            var suggestion = Spelling.Suggestion(name, command == root ? NamesBelow(root) : command.Subcommands.Select(below => below.Name));
            var text = command == root
                ? $"There is no command or topic '{name}'"
                : command.Subcommands.Count > 0 ? $"{command.Name} has no command '{name}'" : $"{command.Name} has no commands, got '{name}'";
            context.Error.WriteLine(text + (suggestion.Length > 0 ? suggestion : "."));
            context.Error.WriteLine($"See '{CommandPage.Program} help'.");
            return ExitStatus.BadInput;
        }

        HelpScreen.Show(CommandPage.Of(command), context);
        return ExitStatus.Success;
    }

    private static IEnumerable<string> NamesBelow(Command root) =>
        [.. root.Subcommands.Where(below => !below.Hidden).Select(below => below.Name), .. HelpTopics.All.Select(topic => topic.Name)];
}
