using System.CommandLine;
using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Test.Documentation;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

public sealed class HelpTest
{
    // Other tests try the examples that need a server or take long.
    private static readonly string[] s_notAlone = ["serve", "relay", "health", "notifications", "--format remote-write", "test-matrix", "score", "lesson", "quiz"];

    private static readonly RootCommand Root = CommandLine.Create(new ProgramContext(TextWriter.Null, TextWriter.Null, TimeProvider.System, ErrorIsTerminal: false, CancellationToken.None));

    public static TheoryData<string> Commands => [.. Below(Root).Select(NameOf).Prepend("")];

    public static TheoryData<string> Topics => [.. HelpTopics.All.Select(topic => topic.Name)];

    public static TheoryData<string> Examples => [.. Below(Root).OfType<ExplainedCommand>().SelectMany(command => command.Examples).Select(example => example.Command).Distinct()];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_fits_terminals_of_40_and_of_80_columns(string command)
    {
        foreach (var width in (int[])[40, 80])
        {
            var ran = await InColumnsAsync(width, [.. Words(command), "--help"]);
            Assert.Equal((0, ""), (ran.Status, ran.Error));
            Assert.All(ran.Output.Split('\n'), line => Assert.True(line.Length <= width && line.TrimEnd() == line, $"{line.Length}: {line}"));
        }
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public async Task A_topic_fits_terminals_of_40_and_of_80_columns(string topic)
    {
        foreach (var width in (int[])[40, 80])
        {
            var ran = await InColumnsAsync(width, "help", topic);
            Assert.Equal((0, ""), (ran.Status, ran.Error));
            Assert.All(ran.Output.Split('\n'), line => Assert.True(line.Length <= width, line));
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_of_a_command_is_what_its_option_shows(string command)
    {
        var asked = await Ran.Async([.. Words(command), "--help"]);
        Assert.Equal(asked, await Ran.Async(["help", .. Words(command)]));
        Assert.Equal(asked, await Ran.Async([.. Words(command), "-h"]));
        Assert.Equal(asked, await Ran.Async([.. Words(command), "--no-such-option", "--help"]));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_has_an_example_and_every_option_a_sentence(string name)
    {
        if (name.Length == 0) return;
        var command = Below(Root).Single(command => NameOf(command) == name);
        Assert.NotEmpty(Assert.IsType<ExplainedCommand>(command).Examples);
        Assert.All(command.Options, option => Assert.Matches("(\\.|api/v1/write)$", option.Description));
        Assert.All(command.Arguments, argument => Assert.EndsWith(".", argument.Description, StringComparison.Ordinal));
        Assert.EndsWith(".", command.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_of_the_program_names_commands_before_options_and_ends_with_how_to_go_on()
    {
        var help = (await Ran.Async("--help")).Output;
        string[] titles = ["Usage:", "Commands:", "Global options:", "Help topics:", "What to do next:"];
        Assert.Equal(titles, help.Split('\n').Where(line => line.EndsWith(':') && !line.StartsWith(' ')));
        Assert.StartsWith("Simulate the Prometheus metrics of Claude Code", help, StringComparison.Ordinal);
        Assert.All(Root.Subcommands, command => Assert.Contains($"\n  {command.Name} ", help, StringComparison.Ordinal));
        Assert.DoesNotContain("--seed", help, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    [Trait("needs", "programs")]
    public void An_example_works(string command)
    {
        Assert.Contains(CommandPage.Program, command, StringComparison.Ordinal);
        if (s_notAlone.Any(word => command.Contains(word, StringComparison.Ordinal)))
        {
            Assert.Empty(Root.Parse(command[(CommandPage.Program.Length + 1)..].Split(" > ")[0]).Errors);
            return;
        }

        using var folder = new TemporaryFolder();
        folder.Write("run.jsonl", """{"version":2,"configuration":"simulator: {seed: 1, start: 2026-01-01T00:00:00Z}"}""" + "\n");
        var prepare = $"cd '{folder.Path}' && export HOME=. && echo 'simulator: {{seed: 1}}' > simulator.yaml && {CommandPage.Program} scenarios show normal > my-scenario.yaml";
        // This machine may have no zsh. Every other example runs in its own shell.
        var shell = command.Contains("zsh", StringComparison.Ordinal) ? "true && : " : "";
        Assert.EndsWith("status 0\n", Shell.Run($"{prepare} && {shell}{command.Replace("| source", "| cat", StringComparison.Ordinal)} 2>/dev/null; echo status $?"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'serv' is not a command. Did you mean 'serve'?\nSee 'claude-metrics-simulator --help'.\n", "serv")]
    [InlineData("'genrate' is not a command. Did you mean 'generate'?\nSee 'claude-metrics-simulator --help'.\n", "genrate", "--duration", "1h")]
    [InlineData("'simulate' is not a command.\nSee 'claude-metrics-simulator --help'.\n", "simulate")]
    [InlineData("'shwo' is not a command of scenarios. Did you mean 'show'?\nSee 'claude-metrics-simulator scenarios --help'.\n", "scenarios", "shwo")]
    [InlineData("--sead: generate has no such option. Did you mean '--seed'?\nSee 'claude-metrics-simulator generate --help'.\n", "generate", "--sead", "1")]
    [InlineData("--sead: generate has no such option. Did you mean '--seed'?\nSee 'claude-metrics-simulator generate --help'.\n", "generate", "--sead=1", "--duration", "1h")]
    [InlineData("--scenaro: the program has no such option. Did you mean '--scenario'?\nSee 'claude-metrics-simulator --help'.\n", "--scenaro", "normal")]
    [InlineData("--seed: must come after the command: 'generate --seed ...'.\nSee 'claude-metrics-simulator generate --help'.\n", "--seed", "1", "generate", "--duration", "1h")]
    [InlineData("--format: must come after the command: 'generate --format ...'.\nSee 'claude-metrics-simulator generate --help'.\n", "--format", "csv", "generate", "--duration", "1h")]
    [InlineData("--reload: generate has no such option.\nSee 'claude-metrics-simulator generate --help'.\n", "--reload", "generate", "--duration", "1h")]
    [InlineData("--sead: check has no such option.\nSee 'claude-metrics-simulator check --help'.\n", "check", "--sead")]
    [InlineData("serve takes no argument, got 'extra'.\nSee 'claude-metrics-simulator serve --help'.\n", "serve", "extra")]
    [InlineData("--format: must be one of openmetrics, csv, events, otlp-json, otlp-protobuf, got 'cvs'. Did you mean 'csv'?\nSee 'claude-metrics-simulator generate --help'.\n", "generate", "--duration", "1h", "--format", "cvs")]
    [InlineData("There is no command or topic 'gnerate'. Did you mean 'generate'?\nSee 'claude-metrics-simulator help'.\n", "help", "gnerate")]
    [InlineData("There is no command or topic 'span'. Did you mean 'spans'?\nSee 'claude-metrics-simulator help'.\n", "help", "span")]
    [InlineData("scenarios has no command 'shwo'. Did you mean 'show'?\nSee 'claude-metrics-simulator help'.\n", "help", "scenarios", "shwo")]
    [InlineData("truth has no commands, got 'x'.\nSee 'claude-metrics-simulator help'.\n", "help", "truth", "x")]
    public async Task What_is_mistyped_is_told_with_what_was_probably_meant_and_without_the_whole_help(string expected, params string[] arguments) =>
        Assert.Equal(new Ran(2, "", expected), await Ran.Async(arguments));

    [Fact]
    public async Task The_command_version_and_the_option_print_one_version()
    {
        var ran = await Ran.Async("version");
        Assert.Equal((0, ProgramVersion.Text + "\n", ""), (ran.Status, ran.Output, ran.Error));
        Assert.Matches(@"^\d+\.\d+\.\d+", ran.Output);
        Assert.Equal(2, (await Ran.Async("version", "--sead")).Status);
    }

    [Fact]
    [Trait("needs", "programs")]
    public void The_option_prints_what_the_command_prints() =>
        Assert.Equal(Shell.Run("claude-metrics-simulator version"), Shell.Run("claude-metrics-simulator --version"));

    private static Task<Ran> InColumnsAsync(int width, params string[] arguments) => Ran.InAsync(context => context with { Columns = width }, arguments);

    private static string[] Words(string command) => command.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string NameOf(Command command) => CommandPage.NameOf(command)[(CommandPage.Program.Length + 1)..];

    private static IEnumerable<Command> Below(Command command) => command.Subcommands.SelectMany(below => Below(below).Prepend(below));
}
