using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Help;
using System.Text;

namespace MetricsSimulator.Cli.Help;

/// <summary>Makes the help of commands from their declarations.</summary>
internal static class CommandPage
{
    /// <summary>The name of the program.</summary>
    public const string Program = "claude-metrics-simulator";

    /// <summary>The title of the section of a program's help that lists the topics.</summary>
    public const string Topics = "Help topics";

    /// <summary>The page of the program or of a command.</summary>
    /// <param name="command">The root, or a command below it.</param>
    public static HelpPage Of(Command command) => command is RootCommand root ? OfProgram(root) : OfCommand(command);

    /// <summary>The name of a command, with those of the commands that it belongs to and of the program.</summary>
    public static string NameOf(Command command) => command is RootCommand
        ? Program
        : $"{(command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? NameOf(parent) : Program)} {command.Name}";

    private static HelpPage OfProgram(RootCommand root)
    {
        var globals = root.Options.Where(option => option is HelpOption or VersionOption);
        return new HelpPage(Program, root.Description!,
        [
            new HelpSection("Usage", [new HelpBlock.Usage($"{Program} [COMMAND] [OPTIONS]")]),
            new HelpSection("Commands", ListOf(root)),
            new HelpSection("Global options", [.. globals.Select(ItemOf)]),
            new HelpSection(Topics, [.. HelpTopics.All.Select(topic => new HelpBlock.Item(topic.Name, topic.Summary))]),
            new HelpSection("What to do next",
            [
                new HelpBlock.Example("Serve metrics on http://localhost:9090/metrics:", Program),
                new HelpBlock.Example("Read about a command, its options, or a topic:", $"{Program} help serve"),
                new HelpBlock.Paragraph("Without a command, the program runs serve and takes its options."),
            ]),
        ])
        {
            UsageFirst = false,
        };
    }

    private static HelpPage OfCommand(Command command)
    {
        var explained = command as ExplainedCommand;
        var sections = ImmutableArray.CreateBuilder<HelpSection>();
        sections.Add(new HelpSection("Usage", [.. UsagesOf(command)]));
        if (explained is { Details.IsEmpty: false }) sections.Add(new HelpSection(null, [.. explained.Details.Select(text => new HelpBlock.Paragraph(text))]));
        if (explained is { Examples.IsEmpty: false })
            sections.Add(new HelpSection(explained.Examples.Length == 1 ? "Example" : "Examples", [.. explained.Examples.Select(example => new HelpBlock.Example(example.Meaning, example.Command))]));
        if (ListOf(command) is { IsEmpty: false } commands) sections.Add(new HelpSection("Commands", commands));
        if (command.Arguments.Count > 0) sections.Add(new HelpSection("Arguments", [.. command.Arguments.Select(argument => new HelpBlock.Item(Placeholder(argument), argument.Description!))]));
        var groups = explained?.Groups ?? [];
        var grouped = groups.SelectMany(group => group.Options).ToHashSet();
        sections.Add(new HelpSection("Options", [.. command.Options.Where(option => !option.Hidden && !grouped.Contains(option)).Append(HelpOf(command)).OfType<Option>().Select(ItemOf)]));
        foreach (var (title, options) in groups) sections.Add(new HelpSection(title, [.. options.Select(ItemOf)]));
        if (command.Parents.OfType<RootCommand>().Any())
            sections.Add(new HelpSection("See also", [new HelpBlock.Paragraph($"'{Program} help' lists all commands, and the topics that explain files, spans, times, exit codes and environment variables.")]));
        return new HelpPage(NameOf(command), command.Description!, sections.ToImmutable());
    }

    private static ImmutableArray<HelpBlock> ListOf(Command command) =>
        [.. command.Subcommands.Where(below => !below.Hidden).Select(below => new HelpBlock.Item(below.Name, below.Description!))];

    private static IEnumerable<HelpBlock> UsagesOf(Command command)
    {
        var usage = new StringBuilder(NameOf(command));
        foreach (var option in command.Options.Where(option => option.Required)) usage.Append($" {option.Name} {option.HelpName}");
        usage.Append(" [OPTIONS]");
        foreach (var argument in command.Arguments) usage.Append($" {Placeholder(argument)}");
        yield return new HelpBlock.Usage(usage.ToString());
        foreach (var below in command.Subcommands)
            foreach (var other in UsagesOf(below)) yield return other;
    }

    private static string Placeholder(Argument argument)
    {
        var name = argument.HelpName ?? argument.Name;
        if (argument.Arity.MaximumNumberOfValues > 1) name += "...";
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    // The option belongs to the program, and every command has it.
    private static HelpOption? HelpOf(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent
        ? parent.Options.OfType<HelpOption>().FirstOrDefault() ?? HelpOf(parent)
        : null;

    private static HelpBlock.Item ItemOf(Option option)
    {
        var term = new StringBuilder();
        foreach (var alias in option.Aliases.Where(alias => alias.Length == 2 && char.IsAsciiLetter(alias[1]))) term.Append($"{alias}, ");
        term.Append(option.Name);
        if (option.HelpName is { Length: > 0 } value) term.Append($" {value}");
        return new HelpBlock.Item(term.ToString(), option.Description! + (option.Required ? " Required." : ""));
    }
}
