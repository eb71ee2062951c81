using MetricsSimulator.Test.Documentation;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

[Trait("needs", "programs")]
public sealed class CompletionTest
{
    // As bash calls it when Tab is pressed at the end of the line.
    private const string InBash = """
        source <(claude-metrics-simulator completion bash)
        complete -p claude-metrics-simulator | grep --quiet -- '-F _claude_metrics_simulator' || echo no completion
        line="claude-metrics-simulator $0"
        COMP_LINE=$line COMP_POINT=${#line} COMP_WORDS=($line)
        [[ $line != *' ' ]] || COMP_WORDS+=("")
        _claude_metrics_simulator claude-metrics-simulator "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
        echo "${COMPREPLY[*]}"
        """;

    // compadd and similar functions work only while a line is edited. These replacements print their arguments.
    private const string InZsh = """
        compdef() { :; }
        _files() { print files; }
        compadd() { local -a those=("${(@M)${(P)2}:#${PREFIX}*}"); (( $#those )) && print -r -- $those; }
        source <(claude-metrics-simulator completion zsh)
        words=("${(@s: :):-claude-metrics-simulator $0}"); CURRENT=$#words; PREFIX=$words[-1]
        _claude_metrics_simulator
        """;

    public static TheoryData<string, string> Lines => new()
    {
        { "", "backfill check completion dashboard generate health help keys lesson man notifications plot quiz relay rules scenarios score score-detector serve test-matrix truth version" },
        { "ge", "generate" },
        { "generate --fo", "--format" },
        { "generate --duration 1h --format ", "csv events openmetrics otlp-json otlp-protobuf" },
        { "backfill --format r", "remote-write" },
        { "serve --scenario d", "daily_cycle degradation" },
        { "scenarios ", "show" },
        { "scenarios show n", "normal" },
        { "help sp", "spans" },
        { "completion ", "bash fish zsh" },
        { "keys ", "--format --help" },
        { "--scenario n", "normal" },
        { "check ", "" },
        { "serve --config x", "" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Bash_completes(string line, string expected) => Assert.Equal(expected + "\n", Shell.Run($"bash --norc --noprofile -c '{Quoted(InBash)}' '{line}'"));

    [Theory]
    [MemberData(nameof(Lines))]
    public void Zsh_completes_and_takes_files_where_the_program_knows_nothing(string line, string expected) =>
        Assert.Equal((expected.Length > 0 ? expected : "files") + "\n", Run("zsh", $"zsh --no-rcs -c '{Quoted(InZsh)}' '{line}'"));

    [Theory]
    [MemberData(nameof(Lines))]
    public void Fish_completes_and_takes_files_where_the_program_knows_nothing(string line, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("x.yaml", "");
        var found = Run("fish", $"cd '{folder.Path}' && HOME=. fish --no-config -c 'claude-metrics-simulator completion fish | source; complete -C \"claude-metrics-simulator {line}\"'");
        Assert.Equal(expected.Length > 0 ? expected : "x.yaml", string.Join(' ', found.TrimEnd('\n').Split('\n').Select(one => one.Split('\t')[0])));
    }

    [Fact]
    public async Task A_shell_that_there_is_not_is_told_with_those_that_there_are()
    {
        var ran = await Ran.Async("completion", "tcsh");
        Assert.Equal((2, ""), (ran.Status, ran.Output));
        Assert.Contains("'bash'", ran.Error, StringComparison.Ordinal);
    }

    private static string Run(string shell, string command)
    {
        Assert.True(File.Exists($"/usr/bin/{shell}"), $"{shell} is missing. Install it: eng/install-test-tools.sh");
        return Shell.Run(command);
    }

    private static string Quoted(string script) => script.Replace("'", @"'\''", StringComparison.Ordinal);
}
