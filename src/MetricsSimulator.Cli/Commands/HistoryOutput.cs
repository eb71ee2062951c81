using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Files;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Commands;

/// <summary>The target of <c>--output</c>, or of an option like it: a file that appears when it is complete, or standard output.</summary>
internal static class HistoryOutput
{
    /// <summary>The name for standard output.</summary>
    public const string Standard = "-";

    /// <summary>Writes a text, and prints errors.</summary>
    /// <param name="context">The outside world.</param>
    /// <param name="file">The file, or <see cref="Standard"/>, which is the default.</param>
    /// <param name="write">Writes to a stream.</param>
    /// <param name="option">The option that names the file, for errors.</param>
    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    public static int Write(ProgramContext context, string? file, Action<Stream> write, string option = "--output")
    {
        var output = file ?? Standard;
        try
        {
            if (output == Standard) WriteToStandard(write);
            else WriteToFile(output, write);
            return ExitStatus.Success;
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            context.Error.WriteLine(output == Standard ? "Interrupted before the text was complete." : $"Interrupted; {output} was not written.");
            return ExitStatus.Interrupted;
        }
        catch (IOException exception) when (OutputFailure.IsBrokenPipe(exception) && output == Standard)
        {
            // The reader had enough, and closed the pipe.
            return ExitStatus.Success;
        }
        catch (Exception exception) when (OutputFailure.Is(exception))
        {
            context.Error.WriteLine(OutputFailure.Explain(output == Standard ? OutputFailure.StandardOutput : output, exception, option));
            return ExitStatus.Failure;
        }
    }

    /// <summary>The message that a text has no samples because of the shard.</summary>
    public static string NoSamples(RunSpan span) => $"--shard: shard {span.Recorded.Run.Model.Shard} has no series; the text has no samples.";

    private static void WriteToStandard(Action<Stream> write)
    {
        using var standard = OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardOutput();
        write(standard);
    }

    private static void WriteToFile(string output, Action<Stream> write)
    {
        using var file = new WholeFile(output);
        write(file.Stream);
        file.Commit();
    }
}
