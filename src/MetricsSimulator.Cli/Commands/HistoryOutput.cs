using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Files;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Commands;

/// <summary>A file that appears when it is whole, or standard output: what <c>--output</c> names.</summary>
internal static class HistoryOutput
{
    /// <summary>What stands for standard output.</summary>
    public const string Standard = "-";

    private const int BrokenPipe = 32;

    /// <summary>Writes. What goes wrong is told.</summary>
    /// <param name="context">The outside world.</param>
    /// <param name="file">The file, or <see cref="Standard"/>, which it is when null.</param>
    /// <param name="write">Writes to a stream.</param>
    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    public static int Write(ProgramContext context, string? file, Action<Stream> write)
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

    /// <summary>Says of a text that it has no samples because of the shard.</summary>
    public static string NoSamples(RunSpan span) => $"--shard: no series of the run fell to {span.Recorded.Run.Model.Shard}; the text has no samples.";

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
