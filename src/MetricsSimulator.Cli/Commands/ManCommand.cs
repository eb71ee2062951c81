using System.CommandLine;
using System.Globalization;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>man</c>: writes the help as manual pages.</summary>
internal static class ManCommand
{
    private const string Roff = "roff";
    private const string Markdown = "markdown";

    /// <summary>Creates the command.</summary>
    /// <param name="root">The command whose commands have pages.</param>
    /// <param name="context">The outside world.</param>
    public static Command Create(RootCommand root, ProgramContext context)
    {
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The folder for the pages, created if it does not exist. By default, or with -, all pages go to standard output.",
            HelpName = "DIR",
            CustomParser = RunOptions.ReadPath,
        };
        var command = new ExplainedCommand("man", "Write manual pages, one for every command.")
        {
            Examples =
            [
                new Example("Let man(1) find the pages:", "man --output ~/.local/share/man/man1"),
                new Example("Read all of them:", "man | man --local-file -"),
            ],
        };
        var format = RunOptions.OneOf("--format", "-f", $"The format. man(1) reads {Roff}; {Markdown} is one page on standard output.", Roff, Markdown);
        command.Add(output);
        command.Add(format);
        command.SetAction(parsed =>
        {
            if (parsed.GetRequiredValue(format) == Roff) return Write(root, parsed.GetValue(output), context);
            if (parsed.GetValue(output) is null or "-")
            {
                context.Out.Write(MarkdownManual.Of(PagesOf(root)));
                return ExitStatus.Success;
            }

            context.Error.WriteLine($"--output: must be left out with --format {Markdown}, which is one page on standard output.");
            return ExitStatus.BadInput;
        });
        return command;
    }

    private static int Write(RootCommand root, string? folder, ProgramContext context)
    {
        var version = ProgramVersion.Text.Split('+')[0];
        var date = long.TryParse(context.Variable(ProgramContext.DateVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : context.Wall.GetUtcNow();
        var pages = PagesOf(root).ToArray();
        if (folder is null or "-")
        {
            foreach (var page in pages) context.Out.Write(ManPage.Of(page, version, date));
            return ExitStatus.Success;
        }

        return FolderOutput.Write(context, folder, [.. pages.Select(page => (ManPage.FileOf(page), ManPage.Of(page, version, date)))], "pages");
    }

    // The page of the program has the topics as well.
    private static IEnumerable<HelpPage> PagesOf(RootCommand root)
    {
        var program = CommandPage.Of(root);
        yield return program with
        {
            Sections =
            [
                .. program.Sections.Where(section => section.Title != CommandPage.Topics),
                .. HelpTopics.All.Select(topic => new HelpSection(topic.Name.Replace('-', ' '), topic.Blocks)),
                new HelpSection("See also", [new HelpBlock.Paragraph(string.Join(", ", Below(root).Select(below => $"{CommandPage.NameOf(below).Replace(' ', '-')}(1)")))]),
            ],
        };
        foreach (var command in Below(root)) yield return CommandPage.Of(command);
    }

    private static IEnumerable<Command> Below(Command command) => command.Subcommands.Where(below => !below.Hidden).SelectMany(below => Below(below).Prepend(below));
}
