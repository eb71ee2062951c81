using MetricsSimulator.Cli.History;

namespace MetricsSimulator.Cli.Commands;

/// <summary>A file that appears when it is whole, or standard output: what <c>--output</c> names. Thread-safe.</summary>
internal static class HistoryOutput
{
    /// <summary>What stands for standard output.</summary>
    public const string Standard = "-";

    private const int BrokenPipe = 32;

    /// <summary>Writes. What goes wrong is told.</summary>
    /// <param name="context">The outside world.</param>
    /// <param name="output">The file, or <see cref="Standard"/>.</param>
    /// <param name="write">Writes to a stream.</param>
    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    public static int Write(ProgramContext context, string output, Action<Stream> write)
    {
        try
        {
            if (output == Standard) WriteToStandard(write);
            else WriteToFile(output, write);
            return ExitStatus.Success;
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            context.Error.WriteLine(output == Standard ? "Interrupted before the text was whole." : $"Interrupted; {output} was not written.");
            return ExitStatus.Interrupted;
        }
        catch (IOException exception) when ((exception.HResult & 0xFFFF) == BrokenPipe && output == Standard)
        {
            // The reader has what it wanted.
            return ExitStatus.Success;
        }
        catch (Exception exception) when (OutputFailure.Is(exception))
        {
            context.Error.WriteLine(OutputFailure.Explain(output == Standard ? "standard output" : output, exception));
            return ExitStatus.Failure;
        }
    }

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
