using System.CommandLine;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Server;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>health</c>: asks a running simulator whether it is healthy, for containers without any other program that can ask.</summary>
internal static class HealthCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var host = RunOptions.Host(context, "The address on which the simulator listens. The default is localhost, unless the environment sets another.");
        var port = RunOptions.Port(context, "The port on which it listens. The default is 9090, unless the environment sets another.");
        var timeout = RunOptions.Wait("--timeout", "How long to wait for an answer. The default is 2s.");
        var command = new ExplainedCommand("health", "Ask a running simulator whether it is healthy.")
        {
            Details = ["The exit code is 0 if it is healthy, and 1 if it is not. Containers use this command as their health check."],
            Examples = [new Example("Ask the simulator on port 9090 of this machine:", "health")],
        };
        foreach (var option in (Option[])[host, port, timeout]) command.Add(option);
        command.SetAction((parsed, _) => AskAsync(parsed.GetValue(host), parsed.GetValue(port), parsed.GetValue(timeout) ?? TimeSpan.FromSeconds(2), context));
        return command;
    }

    private static async Task<int> AskAsync(string? host, int? port, TimeSpan timeout, ProgramContext context)
    {
        using var question = new HealthQuestion(host ?? ServerConfiguration.Default.Host, port ?? ServerConfiguration.Default.Port);
        using var late = new CancellationTokenSource(timeout, context.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, context.Stop);
        try
        {
            var (isHealthy, answer) = await question.AskAsync(end.Token);
            await (isHealthy ? context.Out : context.Error).WriteLineAsync($"{question.Address}: {answer}");
            return isHealthy ? ExitStatus.Success : ExitStatus.Failure;
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            return ExitStatus.Interrupted;
        }
        catch (OperationCanceledException)
        {
            await context.Error.WriteLineAsync($"{question.Address}: no answer within {DurationText.Format(timeout)}.");
            return ExitStatus.Failure;
        }
    }
}
