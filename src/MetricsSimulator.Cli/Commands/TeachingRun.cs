using System.Globalization;
using System.Net;
using MetricsSimulator.Cli.History.Blocks;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Cli.Quizzes;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Commands;

/// <summary>A simulator with some history, and a Prometheus that scrapes it. All that they write is in a folder that is removed at the end. One thread at a time.</summary>
/// <param name="host">The address on which the simulator listens. Prometheus is only for this machine.</param>
/// <param name="port">The port of the simulator. Prometheus gets the next one.</param>
/// <param name="history">How much history is written.</param>
/// <param name="context">The outside world.</param>
internal sealed class TeachingRun(string host, int port, TimeSpan history, ProgramContext context)
{
    /// <summary>The port for which no other is given.</summary>
    public const int DefaultPort = 9090;

    // It is suggested when another is taken, with the next one for Prometheus.
    private const int OtherPort = 9464;

    /// <summary>The host for which no other is given.</summary>
    public const string DefaultHost = "localhost";

    /// <summary>What the option says with which another is given.</summary>
    public const string HostDescription = "The address to listen on, so that a class can open the control room: 0.0.0.0 for all. Prometheus stays on this machine. The default is localhost.";

    /// <summary>The address of the simulator, on this machine.</summary>
    public string Address => AddressOf(host, port);

    /// <summary>The address of the Prometheus.</summary>
    public string Prometheus => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port + 1}");

    /// <summary>The address at which this machine reaches a simulator.</summary>
    /// <param name="host">The address on which it listens.</param>
    /// <param name="port">Its port.</param>
    public static string AddressOf(string host, int port) => string.Create(CultureInfo.InvariantCulture, $"http://{ListenHost.InUrl(host)}:{port}/");

    /// <summary>The outside world of a run that hides something: the scenario is nowhere but in memory, and not even the learner has the token that shows it.</summary>
    /// <param name="context">The outside world.</param>
    /// <param name="mystery">What is hidden.</param>
    public static ProgramContext Seal(ProgramContext context, Mystery mystery) => context with { SealedScenario = mystery.ToScenario(), Token = RunSelection.DrawToken() };

    /// <summary>The run that hides something, computed again; null after an error, which has been printed.</summary>
    /// <param name="mystery">What is hidden.</param>
    /// <param name="start">The start of the run.</param>
    /// <param name="context">The outside world.</param>
    public static Run? RunOf(Mystery mystery, DateTimeOffset start, ProgramContext context) =>
        RunSelection.Create(context, new RunRequest(Seed: mystery.Seed, Start: start) { SealedScenario = mystery.ToScenario() }, _ => start, latestStart: null);

    /// <summary>The arguments of <c>serve</c> for a run that hides something.</summary>
    /// <param name="mystery">What is hidden.</param>
    public static string[] ArgumentsOf(Mystery mystery) => ["--seed", mystery.Seed.ToString(CultureInfo.InvariantCulture), "--hide-truth"];

    /// <summary>Runs both until they are stopped.</summary>
    /// <param name="prepare">Writes what the run needs into the folder, and gives the arguments of <c>serve</c> besides those for ports and history.</param>
    /// <param name="show">Shows the learner what is there; it receives whether there is a Prometheus, and a task that ends when the simulator does.</param>
    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    public async Task<int> RunAsync(Func<string, string[]> prepare, Func<bool, Task, Task> show)
    {
        if (port is 0 or IPEndPoint.MaxPort)
        {
            await context.Error.WriteLineAsync($"--port: must be from 1 to {IPEndPoint.MaxPort - 1}, because Prometheus gets the next port, got {port}.");
            return ExitStatus.BadInput;
        }

        // Prometheus itself would say it in its log.
        if ((TakenPort(host, port, "") ?? TakenPort(DefaultHost, port + 1, "Prometheus would listen there. ")) is { } taken)
        {
            await context.Error.WriteLineAsync(taken);
            return ExitStatus.Failure;
        }

        string folder;
        try
        {
            folder = Directory.CreateTempSubdirectory("claude-metrics-lesson-").FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await context.Error.WriteLineAsync($"No folder can be created in {Path.GetTempPath()}: {exception.Message.TrimEnd('.')}. Set TMPDIR to a folder in which the program may write.");
            return ExitStatus.Failure;
        }

        try
        {
            string[] arguments;
            try
            {
                arguments = prepare(folder);
            }
            catch (Exception exception) when (OutputFailure.Is(exception))
            {
                await context.Error.WriteLineAsync(OutputFailure.Explain(folder, exception, "TMPDIR"));
                return ExitStatus.Failure;
            }

            return await RunAsync(folder, arguments, show);
        }
        catch (PrometheusException exception)
        {
            await context.Error.WriteLineAsync(exception.Message);
            return ExitStatus.Failure;
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            return ExitStatus.Success;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private string? TakenPort(string listening, int number, string reason)
    {
        ListenAddress.FindPort(listening, number, out var failure, $"{reason}Choose another port for the simulator: --port {(port == OtherPort ? OtherPort + 2 : OtherPort)}.");
        return failure;
    }

    private async Task<int> RunAsync(string folder, string[] arguments, Func<bool, Task, Task> show)
    {
        var data = Path.Combine(folder, "data");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.Stop);
        await using var greeting = new WrittenSignal();
        var serve = CommandLine.RunAsync(
            ["serve", .. arguments, "--host", host, "--port", port.ToString(CultureInfo.InvariantCulture), "--history", DurationText.Format(history), "--data", data, "--prometheus-url", Prometheus],
            context with { Out = greeting, Stop = end.Token });
        try
        {
            if (await Task.WhenAny(serve, greeting.Written) == serve) return await serve;
            await using var prometheus = await StartPrometheusAsync(data);
            prometheus?.OnEnd(ended =>
            {
                // Ctrl-C ends both at once.
                if (!end.IsCancellationRequested) context.Error.WriteLine($"{ended}\nThe simulator goes on without it. To have both again, press Ctrl-C and start anew.");
            });
            await show(prometheus is not null, serve);
            var status = await serve.WaitAsync(context.Stop);
            // An interrupted simulator may end first, and says so. To interrupt is the usual way to end a lesson.
            return context.Stop.IsCancellationRequested ? ExitStatus.Success : status;
        }
        finally
        {
            await end.CancelAsync();
            await serve;
        }
    }

    private async Task<PrometheusServer?> StartPrometheusAsync(string data)
    {
        if (PrometheusPrograms.Find(context.Variable("PATH"), out var missing) is { } programs)
            return await PrometheusServer.StartAsync(programs.Server, data, Path.Combine(data, WrittenHistory.ConfigurationName), port + 1, context.Wall, context.Stop);
        await context.Error.WriteLineAsync($"{missing} Without it there is only the control room, and no expression can be judged.");
        return null;
    }
}
