using System.CommandLine;
using System.CommandLine.Completions;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>completion</c>: prints a script with which a shell completes the command line.</summary>
/// <remarks>The scripts ask the program itself with the directive <c>[suggest]</c> (<see cref="SuggestDirective"/>), so they never get out of date.</remarks>
internal static class CompletionCommand
{
    // The script removes the first word: the directive reads the text after the name of the program, whatever that name is.
    // If the program knows nothing, the shell completes files (-o default).
    private const string Bash = """
        # Completion of claude-metrics-simulator for bash.
        _claude_metrics_simulator() {
          local line="${COMP_LINE:0:COMP_POINT}" IFS=$'\n'
          line="${line#"${COMP_WORDS[0]}"}"
          COMPREPLY=($(compgen -W "$("$1" "[suggest:${#line}]" "$line" 2>/dev/null | grep -v '^-.$')" -- "$2"))
          [[ $2 != -* ]] || return
          # Options only where there is nothing else, or where one was begun. --help alone leaves room for files.
          local others=($(printf '%s\n' "${COMPREPLY[@]}" | grep -v '^-'))
          if ((${#others[@]} > 0)); then COMPREPLY=("${others[@]}"); elif [[ ${COMPREPLY[*]} == --help ]]; then COMPREPLY=(); fi
        }
        complete -o default -F _claude_metrics_simulator claude-metrics-simulator

        """;

    private const string Zsh = """
        #compdef claude-metrics-simulator
        # Completion of claude-metrics-simulator for zsh.
        _claude_metrics_simulator() {
          local line=" ${(j: :)words[2,CURRENT-1]} $PREFIX"
          (( CURRENT > 2 )) || line=" $PREFIX"
          local -a found
          found=(${(f)"$($words[1] "[suggest:${#line}]" "$line" 2>/dev/null)"})
          found=(${found:#-?})
          # Options only where there is nothing else, or where one was begun. --help alone leaves room for files.
          local -a others=(${found:#-*})
          (( $#others )) && found=($others)
          [[ $PREFIX != -* && "$found" == --help ]] && found=()
          compadd -a found || _files
        }
        if [[ $funcstack[1] == _claude-metrics-simulator ]]; then
          _claude_metrics_simulator "$@"
        else
          compdef _claude_metrics_simulator claude-metrics-simulator
        fi

        """;

    private const string Fish = """
        # Completion of claude-metrics-simulator for fish.
        function __claude_metrics_simulator
            set -l words (commandline -opc)
            set -l word (commandline -ct)
            set -l line " "(string join " " -- $words[2..-1] $word)
            set -l found ($words[1] "[suggest:"(string length -- $line)"]" "$line" 2>/dev/null | string match --invert --regex '^(-.|)$')
            # Options only where there is nothing else, or where one was begun. --help alone leaves room for files.
            set -l others (printf '%s\n' $found | string match --invert --regex '^(-|$)')
            if set -q others[1]
                printf '%s\n' $others
            else if set -q found[1]; and test "$found$word" != --help
                printf '%s\n' $found
            else
                __fish_complete_path "$word"
            end
        end
        complete --command claude-metrics-simulator --no-files --arguments '(__claude_metrics_simulator)'

        """;

    private static readonly (string Name, string Script)[] s_shells = [("bash", Bash), ("zsh", Zsh), ("fish", Fish)];

    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var names = s_shells.Select(shell => shell.Name).ToArray();
        var shell = new Argument<string>("SHELL") { Description = "One of bash, zsh and fish." };
        shell.CompletionSources.Add(_ => names.Select(name => new CompletionItem(name)));
        shell.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && !names.Contains(name, StringComparer.Ordinal))
                result.AddError($"SHELL: must be bash, zsh or fish, got '{name}'{(Spelling.Suggestion(name, names) is { Length: > 0 } suggestion ? suggestion : ".")}");
        });
        var command = new ExplainedCommand("completion", "Print a script that completes commands in your shell.")
        {
            Details = ["Let your shell load the script when it starts. Then the Tab key completes commands, options, scenarios, formats and files."],
            Examples =
            [
                new Example("For bash, add this line to ~/.bashrc:", "completion bash)") { Before = "source <(" },
                new Example("For zsh, add this line to ~/.zshrc, after compinit:", "completion zsh)") { Before = "source <(" },
                new Example("For fish, add this line to ~/.config/fish/config.fish:", "completion fish | source"),
            ],
        };
        command.Add(shell);
        command.SetAction(parsed =>
        {
            context.Out.Write(s_shells.Single(one => one.Name == parsed.GetRequiredValue(shell)).Script);
            return ExitStatus.Success;
        });
        return command;
    }
}
