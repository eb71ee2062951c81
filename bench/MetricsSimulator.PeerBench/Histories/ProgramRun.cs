using System.Diagnostics;
using MetricsSimulator.PeerBench.Servers;

namespace MetricsSimulator.PeerBench.Histories;

/// <summary>A program that was run to its end.</summary>
/// <param name="Elapsed">How long it took.</param>
/// <param name="PeakMemory">The most resident memory that it was seen with, in bytes.</param>
/// <param name="Messages">What it said on its standard error.</param>
internal sealed record ProgramRun(TimeSpan Elapsed, long PeakMemory, string Messages)
{
    private const int MillisecondsBetweenLooks = 10;

    /// <summary>Runs a program; its output goes to a file, or nowhere.</summary>
    /// <param name="children">Who ends it when this process ends.</param>
    /// <param name="program">The program and its arguments, as a shell reads them.</param>
    /// <param name="output">Where the standard output goes.</param>
    public static ProgramRun Of(ChildProcesses children, string program, string output = "/dev/null")
    {
        var messages = new List<string>();
        var started = Stopwatch.GetTimestamp();
        // The shell gives its place to the program, so that the process is the program's.
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
            // It has ended between two looks.
            return null;
        }
    }
}
