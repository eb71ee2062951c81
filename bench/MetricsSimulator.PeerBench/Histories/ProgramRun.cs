using System.Diagnostics;
using MetricsSimulator.PeerBench.Servers;

namespace MetricsSimulator.PeerBench.Histories;

/// <summary>A finished run of a program.</summary>
/// <param name="Elapsed">How long it took.</param>
/// <param name="PeakMemory">The highest resident memory that was observed, in bytes.</param>
/// <param name="Messages">The text that the program wrote to its standard error.</param>
internal sealed record ProgramRun(TimeSpan Elapsed, long PeakMemory, string Messages)
{
    private const int MillisecondsBetweenLooks = 10;

    /// <summary>Runs a program. Its output goes to a file or is discarded.</summary>
    /// <param name="children">Ends the program when this process ends.</param>
    /// <param name="program">The program and its arguments, as a shell reads them.</param>
    /// <param name="output">Where the standard output goes.</param>
    public static ProgramRun Of(ChildProcesses children, string program, string output = "/dev/null")
    {
        var messages = new List<string>();
        var started = Stopwatch.GetTimestamp();
        // The program replaces the shell, so that the process is that of the program.
        var process = children.Start("/bin/sh", ["-c", $"exec {program} > {output}"], line =>
        {
            lock (messages) messages.Add(line);
        });
        long peak = 0;
        while (!process.WaitForExit(MillisecondsBetweenLooks)) peak = Math.Max(peak, PeakOf(process.Id) ?? 0);
        var elapsed = Stopwatch.GetElapsedTime(started);
        process.WaitForExit();
        var said = string.Join('\n', messages);
        if (process.ExitCode != 0)
            throw new BenchmarkException($"{program} ended with {process.ExitCode}: {said}");
        children.End(process);
        return new ProgramRun(elapsed, peak, said);
    }

    private static long? PeakOf(int id)
    {
        try
        {
            return ProcessFigures.Of(id).PeakMemory;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // The program has ended since the last check.
            return null;
        }
    }
}
