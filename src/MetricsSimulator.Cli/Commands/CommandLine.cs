using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Commands;

/// <summary>The commands of the program, and the messages about wrong arguments.</summary>
internal static class CommandLine
{
    /// <summary>Runs the program.</summary>
    /// <param name="arguments">The arguments, without the name of the program.</param>
    /// <param name="context">The outside world.</param>
    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, ProgramContext context)
    {
        var root = Create(context);
        var parsed = root.Parse(arguments);
        if (parsed.Action is not HelpScreen && ErrorsOf(parsed) is { Length: > 0 } errors)
        {
            foreach (var error in errors) await context.Error.WriteLineAsync(error);
            await context.Error.WriteLineAsync($"See '{CommandPage.NameOf(parsed.CommandResult.Command)} --help'.");
            return ExitStatus.BadInput;
        }

        // The program handles signals itself: a command that serves ends with status 0.
        var configuration = new InvocationConfiguration
        {
            Output = context.Out,
            Error = context.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await parsed.InvokeAsync(configuration, context.Stop);
        }
        catch (Exception exception) when (IsWantOfMemory(exception))
        {
            // Not asynchronously: another thread would need memory.
            context.Error.WriteLine("There is not enough memory for this run, or this process may not use more (see ulimit -d and ulimit -v). Simulate fewer series, or raise the limit.");
            return ExitStatus.Failure;
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            return ExitStatus.Interrupted;
        }
        catch (IOException exception) when (OutputFailure.IsBrokenPipe(exception))
        {
            // The reader has what it needs, and has closed the pipe.
            return ExitStatus.Success;
        }
        catch (Exception exception) when (exception is DirectoryNotFoundException or FileNotFoundException)
        {
            await context.Error.WriteLineAsync($"A file or folder that the program needs is gone, perhaps the folder in which it was started: {exception.Message}");
            return ExitStatus.Failure;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Errors about files are printed where the files are written.
            await context.Error.WriteLineAsync(OutputFailure.Explain(OutputFailure.StandardOutput, exception, parsed.CommandResult.Command.Options.Any(option => option.Name == "--output") ? "--output" : "output"));
            return ExitStatus.Failure;
        }
    }

    // Code that starts a thread or initializes a type may wrap an OutOfMemoryException.
    private static bool IsWantOfMemory(Exception? exception) => exception is not null && (exception is OutOfMemoryException || IsWantOfMemory(exception.InnerException));

    /// <summary>The program with all its commands.</summary>
    /// <param name="context">The outside world.</param>
    public static RootCommand Create(ProgramContext context)
    {
        var root = new RootCommand("Simulate the Prometheus metrics of Claude Code, with anomalies on demand and a record of every one.");
        foreach (var option in root.Options.ToArray()) root.Options.Remove(option);
        root.Add(new HelpOption("--help", "-h", "-?") { Description = "Show help for the program or a command.", Action = new HelpScreen(context) });
        root.Add(new VersionOption { Description = "Print the version." });
        var serve = new ServeCommand(context);
        serve.AddTo(root, context);
        root.Add(serve.Create(context));
        root.Add(GenerateCommand.Create(context));
        root.Add(BackfillCommand.Create(context));
        root.Add(PlotCommand.Create(context));
        root.Add(TruthCommand.Create(context));
        root.Add(DashboardCommand.Create(context));
        root.Add(RulesCommand.Create(context));
        root.Add(ScoreCommand.Create(context));
        root.Add(ScoreDetectorCommand.Create(context));
        root.Add(LessonCommand.Create(context));
        root.Add(QuizCommand.Create(context));
        root.Add(NotificationsCommand.Create(context));
        root.Add(RelayCommand.Create(context));
        root.Add(TestMatrixCommand.Create(context));
        root.Add(CheckCommand.Create(context));
        root.Add(ScenariosCommand.Create(context));
        root.Add(KeysCommand.Create(context));
        root.Add(HealthCommand.Create(context));
        root.Add(HelpCommand.Create(root, context));
        root.Add(VersionCommand.Create(context));
        root.Add(CompletionCommand.Create(context));
        root.Add(ManCommand.Create(root, context));
        return root;
    }

    // With an unknown word, do not report missing arguments: the user probably meant one of them. Do report wrong values.
    private static string[] ErrorsOf(ParseResult parsed)
    {
        if (UnknownArguments.Misplaced(parsed).ToArray() is { Length: > 0 } misplaced) return misplaced;
        if (parsed.Action is not ParseErrorAction) return [];
        return UnknownArguments.Of(parsed).ToArray() is { Length: > 0 } unknown
            ? [.. unknown, .. parsed.Errors.Select(error => error.Message).Where(message => message.StartsWith("--", StringComparison.Ordinal))]
            : [.. parsed.Errors.Select(error => error.Message)];
    }
}
