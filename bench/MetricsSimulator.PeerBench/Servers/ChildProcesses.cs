using System.Diagnostics;

namespace MetricsSimulator.PeerBench.Servers;

/// <summary>The processes that this program has started and must still end. It ends them by their handles, and never ends another process.</summary>
internal sealed class ChildProcesses : IDisposable
{
    private static readonly TimeSpan timeToEnd = TimeSpan.FromSeconds(10);
    private readonly Lock gate = new();
    private readonly List<Process> alive = [];
    private bool disposed;

    public Process Start(string fileName, IEnumerable<string> arguments, Action<string> onOutput)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(fileName, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, line) => onOutput(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => onOutput(line.Data ?? "");
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            process.Start();
            alive.Add(process);
        }
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    public void End(Process process)
    {
        lock (gate)
        {
            if (!alive.Remove(process))
                return;
        }
        Kill(process);
    }

    public void Dispose()
    {
        Process[] rest;
        lock (gate)
        {
            disposed = true;
            rest = [.. alive];
            alive.Clear();
        }
        foreach (var process in rest)
            Kill(process);
    }

    private static void Kill(Process process)
    {
        process.Kill();
        process.WaitForExit(timeToEnd);
        process.Dispose();
    }
}
