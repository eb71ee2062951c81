using System.CommandLine;
using System.Globalization;
using System.Runtime.ExceptionServices;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Cli.Notifications;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Server;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>notifications</c>: receives the notifications of Alertmanager and prints their alerts.</summary>
internal static class NotificationsCommand
{
    private const int DefaultPort = 19094;

    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        // The variables of the environment are for the simulator, which may run beside this program.
        var unset = context with { Listen = null, Host = null, Port = null };
        var host = RunOptions.Host(unset, "The address to listen on. The default is localhost.");
        var port = RunOptions.Port(unset, string.Create(CultureInfo.InvariantCulture, $"The port to listen on; 0 takes one that is free. The default is {DefaultPort}, where the Alertmanager of 'make stack' sends notifications."));
        var command = new ExplainedCommand("notifications", "Print the alerts that Alertmanager sends.")
        {
            Details = ["It prints one line for every alert that fires or is resolved. Alertmanager sends alerts to it if webhook_configs in its configuration has its address.", "It also prints a line on standard error for every notification that it refuses. If it cannot write to standard output, it answers with status 503, so that Alertmanager sends the notification again, and ends."],
            Examples = [new Example("Listen on the port to which the Alertmanager of 'make stack' sends:", "notifications")],
        };
        command.Add(host);
        command.Add(port);
        command.SetAction((parsed, _) => ReceiveAsync(new ServerConfiguration(parsed.GetValue(host) ?? "localhost", parsed.GetValue(port) ?? DefaultPort, timestamps: false), context));
        return command;
    }

    private static async Task<int> ReceiveAsync(ServerConfiguration listen, ProgramContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.Stop);
        Exception? unprinted = null;
        var receiver = new NotificationReceiver(context.Time, Print, context.Error.WriteLine);
        await using var server = new SimulatorServer(listen, receiver.AnswerAsync, new ServeOptions(context.Wall) { Log = context.Error.WriteLine });
        if (await server.StartAsync(context.Stop) is { } failure)
        {
            await context.Error.WriteLineAsync(failure);
            return ExitStatus.Failure;
        }

        await context.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Waiting for notifications on http://{ListenHostOf(listen)}:{server.Port}/. Ctrl-C ends it."));
        await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await server.StopAsync();
        if (unprinted is not null) ExceptionDispatchInfo.Throw(unprinted);
        return ExitStatus.Success;

        // An alert that is accepted but not printed would be lost.
        bool Print(string lines)
        {
            try
            {
                context.Out.Write(lines);
                context.Out.Flush();
                return true;
            }
            catch (Exception exception) when (OutputFailure.Is(exception))
            {
                unprinted ??= exception;
                _ = end.CancelAsync();
                return false;
            }
        }
    }

    private static string ListenHostOf(ServerConfiguration listen) => ListenHost.InUrl(listen.Host);
}
