using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MetricsSimulator.Test.Tools;

/// <summary>A program that runs beside a test and is ended with it. What it writes is kept for messages.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    // If a test fails and leaves a program running, the program ends with the tests.
    private static readonly ConcurrentDictionary<int, Process> s_running = new();

    private readonly Process _process;
    private readonly int _id;
    private readonly StringBuilder _written = new();

    static RunningProgram() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var process in s_running.Values) End(process);
    };

    private RunningProgram(Process process)
    {
        _process = process;
        _id = process.Id;
        s_running[_id] = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Its process.</summary>
    public Process Process => _process;

    /// <summary>Everything that it has written so far.</summary>
    public string Written
    {
        get
        {
            lock (_written) return _written.ToString();
        }
    }

    /// <summary>Starts the simulator as it was built, open to all signals: under nohup it would be born deaf to one.</summary>
    public static RunningProgram StartSimulator(params string[] arguments) => Start(
        "/usr/bin/env", "coreutils",
        ["--default-signal=HUP,INT,TERM", Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator"), .. arguments]);

    /// <summary>The same, with temporary files in a folder of its own.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="arguments">Its arguments.</param>
    public static RunningProgram StartSimulatorIn(TemporaryFolder folder, params string[] arguments) => Start(
        "/usr/bin/env", "coreutils",
        ["--default-signal=HUP,INT,TERM", $"TMPDIR={folder.Path}", Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator"), .. arguments]);

    /// <summary>Starts a program of the system.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="package">The Debian package that it comes from.</param>
    /// <param name="arguments">Its arguments.</param>
    public static RunningProgram Start(string path, string package, params string[] arguments)
    {
        OtherPrograms.ExpectAllowed(path);
        if (!File.Exists(path)) Assert.Fail($"{path} is missing. Install it: sudo apt-get install --yes {package}");
        return new RunningProgram(Process.Start(new ProcessStartInfo(path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
    }

    /// <summary>Sends a signal.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("/bin/kill", ["-" + name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Asks again and again until there is an answer, or fails with what the program wrote when there is none in time.</summary>
    /// <param name="what">What is waited for.</param>
    /// <param name="ask">Gives null, or throws for want of a connection, while there is no answer yet.</param>
    /// <param name="patience">How long at most; a minute when absent.</param>
    /// <param name="mayEnd">Whether the answer may also come when the program has ended.</param>
    public async Task<T> PollAsync<T>(string what, Func<Task<T?>> ask, TimeSpan? patience = null, bool mayEnd = false)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        var deadline = patience ?? Deadline;
        while (true)
        {
            if (_process.HasExited && !mayEnd) Assert.Fail($"The program ended before there was {what}:\n{Written}");
            if (watch.Elapsed > deadline) Assert.Fail($"There was no {what} within {deadline}:\n{Written}");
            try
            {
                if (await ask() is { } answer) return answer;
            }
            catch (HttpRequestException exception) when (exception.StatusCode is null or System.Net.HttpStatusCode.ServiceUnavailable)
            {
                // Not listening yet, or not ready.
            }

            await Task.Delay(50);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        End(_process);
        await _process.WaitForExitAsync();
        s_running.TryRemove(_id, out _);
        _process.Dispose();
    }

    private static void End(Process process)
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_written) _written.AppendLine(line);
    }
}
