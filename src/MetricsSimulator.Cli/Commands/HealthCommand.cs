using System.CommandLine;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Server;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>health</c>: asks a simulator that runs whether it is well, for a container that has no other program to ask with. Thread-safe.</summary>
internal static class HealthCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var host = RunOptions.Host(context, "Where the simulator listens: localhost or an address.");
        var port = RunOptions.Port(context, "Its TCP port.");
        var timeout = RunOptions.Wait("--timeout", "How long an answer is waited for; 2s when absent.");
        var command = new Command("health", "Asks a simulator that runs whether it is well: status 0 when it is, 1 when it is not.") { host, port, timeout };
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
