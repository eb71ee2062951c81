using System.CommandLine;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.Matrix;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Matrix;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>test-matrix</c>: tries the exporter of OTLP with every combination of its settings, and compares what arrives with the truth.</summary>
internal static class TestMatrixCommand
{
    private const ulong Seed = 42;

    private static readonly DateTimeOffset s_start = new(2026, 3, 3, 14, 0, 0, TimeSpan.Zero);

    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var format = RunOptions.OneOf("--format", "-f", "The form of the result: a table for people, or the XML of JUnit for CI.", "table", "junit");
        var file = new Option<string?>("--matrix", "-m")
        {
            Description = "A YAML file with the settings to combine, or - for standard input. The default is all of them.",
            HelpName = "FILE",
            CustomParser = RunOptions.ReadPath,
        };
        var command = new ExplainedCommand("test-matrix", "Try the exporter of OTLP with every combination of settings, and check what arrives.")
        {
            Details = ["A simulated team exports for twelve minutes to receivers on this machine, with each protocol, temporality, interval and state of the endpoint. Simulated time passes as fast as the exporter allows. For each combination, the points that arrive are compared with the truth: samples, sums, order, temporality and attributes.", "The exit code is 1 if a combination differs. The others are tried all the same."],
            Examples =
            [
                new Example("Check all combinations in CI:", "test-matrix --format junit > matrix.xml"),
                new Example("Check those of a file:", "test-matrix --matrix matrix.yaml"),
            ],
        };
        command.Add(file);
        command.Add(format);
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(file), parsed.GetValue(format) == "junit", context));
        return command;
    }

    private static async Task<int> RunAsync(string? file, bool isJunit, ProgramContext context)
    {
        var settings = MatrixSettings.All;
        if (file is not null)
        {
            var read = MatrixReader.ReadFile(file);
            if (read.Settings is null)
            {
                context.Error.Write(ErrorReport.Format(read.Errors, "nothing was tested"));
                return ExitStatus.BadInput;
            }

            settings = read.Settings;
        }

        var run = RunSelection.Create(context, new RunRequest(null, "none", Seed, s_start) { Workload = "team" }, _ => s_start, null);
        if (run is null) return ExitStatus.BadInput;
        var began = context.Wall.GetTimestamp();
        var cases = MatrixCase.Of(settings);
        MatrixOutcome[] outcomes;
        try
        {
            outcomes = await new MatrixRun(run, context.Wall).RunAsync(cases, context.Stop);
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            return ExitStatus.Interrupted;
        }
        catch (IOException exception)
        {
            await context.Error.WriteLineAsync(exception.Message);
            return ExitStatus.Failure;
        }

        return Report(outcomes, isJunit, context.Wall.GetElapsedTime(began), context);
    }

    /// <summary>Writes what came of the combinations.</summary>
    /// <param name="outcomes">The outcomes.</param>
    /// <param name="isJunit">Whether it is for CI.</param>
    /// <param name="took">How long all combinations took together.</param>
    /// <param name="context">The outside world.</param>
    /// <returns>The exit code.</returns>
    internal static int Report(MatrixOutcome[] outcomes, bool isJunit, TimeSpan took, ProgramContext context)
    {
        if (isJunit) context.Out.Write(MatrixReport.Junit(outcomes));
        else MatrixReport.Print(context, outcomes, took);
        return Array.TrueForAll(outcomes, outcome => outcome.IsRight) ? ExitStatus.Success : ExitStatus.Failure;
    }
}
