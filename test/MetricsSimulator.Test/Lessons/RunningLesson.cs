using System.Diagnostics;
using System.Globalization;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Lessons;

/// <summary>A lesson that was started as a learner would start it.</summary>
internal sealed class RunningLesson : IAsyncDisposable
{
    private const string Ready = "Then answer the exercises";

    private readonly TemporaryFolder _folder;
    private readonly RunningProgram _program;

    private RunningLesson(TemporaryFolder folder, RunningProgram program, int port) => (_folder, _program, Port) = (folder, program, port);

    /// <summary>The folders that it has written.</summary>
    public string[] Folders => Directory.GetDirectories(_folder.Path, "claude-metrics-lesson-*");

    /// <summary>The port of its simulator.</summary>
    public int Port { get; }

    /// <summary>The address of its Prometheus.</summary>
    public string Prometheus => $"http://localhost:{Port + 1}";

    /// <summary>What it has written so far.</summary>
    public string Written => _program.Written;

    /// <summary>Starts a lesson, and waits until it has shown all steps.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="seed">The seed of its run.</param>
    public static async Task<RunningLesson> StartAsync(int number, ulong seed)
    {
        var port = TwoFreePorts.Find();
        var folder = new TemporaryFolder();
        var program = RunningProgram.StartSimulatorIn(folder, "lesson", $"{number}", "--seed", $"{seed}", "--port", $"{port}");
        try
        {
            await program.PollAsync(Ready, () => Task.FromResult(program.Written.Contains(Ready, StringComparison.Ordinal) ? Ready : null));
            return new RunningLesson(folder, program, port);
        }
        catch
        {
            await program.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Ends its Prometheus, the only child of its process.</summary>
    public void KillPrometheus()
    {
        // It is the child of one of the threads.
        var children = Directory.GetDirectories($"/proc/{_program.Process.Id}/task").Select(thread => File.ReadAllText(Path.Combine(thread, "children")).Trim());
        using var prometheus = Process.GetProcessById(int.Parse(children.Single(child => child.Length > 0), CultureInfo.InvariantCulture));
        prometheus.Kill();
    }

    /// <summary>Waits until it has written a text.</summary>
    public Task WrittenAsync(string text) => _program.PollAsync(text, () => Task.FromResult(Written.Contains(text, StringComparison.Ordinal) ? text : null));

    /// <summary>Ends it as timeout(1) does, which sends its signal to the program and to the group of the program.</summary>
    /// <returns>Its exit status.</returns>
    public async Task<int> TimeOutAsync()
    {
        _program.Signal("TERM");
        _program.Signal("TERM");
        await _program.Process.WaitForExitAsync();
        return _program.Process.ExitCode;
    }

    /// <summary>Ends it as Ctrl-C does.</summary>
    /// <returns>Its exit status.</returns>
    public async Task<int> InterruptAsync()
    {
        _program.Signal("INT");
        await _program.Process.WaitForExitAsync();
        return _program.Process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Its Prometheus ends with it only if it can say goodbye.
        if (!_program.Process.HasExited) await InterruptAsync();
        await _program.DisposeAsync();
        _folder.Dispose();
    }
}
