using System.Diagnostics;
using MetricsSimulator.PeerBench.Client;

namespace MetricsSimulator.PeerBench.Servers;

/// <summary>A server that runs as a child process on a free port of the loopback interface. Disposing the object ends the process.</summary>
internal sealed class RunningServer : IDisposable
{
    private const int OutputLinesKept = 20;
    private static readonly TimeSpan timeToAnswer = TimeSpan.FromSeconds(120);

    private readonly ChildProcesses children;
    private readonly Process process;
    private readonly Queue<string> output = new();
    private readonly long started = Stopwatch.GetTimestamp();

    private RunningServer(ServerProgram program, ChildProcesses children)
    {
        this.children = children;
        Port = Loopback.FreePort();
        process = children.Start(program.FileName, program.Arguments(Port), Keep);
        try
        {
            Client = new ScrapeClient(Port, timeToAnswer, Loopback.ConnectWhenListening(Port, timeToAnswer, FailWhenEnded));
        }
        catch
        {
            children.End(process);
            throw;
        }
    }

    public int Port { get; }

    public ScrapeClient Client { get; }

    /// <summary>The time since just before the process was created.</summary>
    public TimeSpan SinceStart => Stopwatch.GetElapsedTime(started);

    public ProcessFigures Figures => ProcessFigures.Of(process.Id);

    /// <summary>Starts the program and waits until it accepts connections.</summary>
    public static RunningServer Start(ServerProgram program, ChildProcesses children) => new(program, children);

    public void Dispose()
    {
        Client.Dispose();
        children.End(process);
    }

    private void Keep(string line)
    {
        lock (output)
        {
            output.Enqueue(line);
            if (output.Count > OutputLinesKept)
                output.Dequeue();
        }
    }

    private void FailWhenEnded()
    {
        if (!process.HasExited)
            return;
        process.WaitForExit();
        lock (output)
            throw new BenchmarkException($"{process.StartInfo.FileName} ended with {process.ExitCode}: {string.Join('\n', output)}");
    }
}
