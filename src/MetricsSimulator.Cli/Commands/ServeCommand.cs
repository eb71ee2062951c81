using System.Collections.Immutable;
using System.CommandLine;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration;
using MetricsSimulator.Metrics;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>serve</c>: follows the clock and answers scrapes until it is told to end. One thread at a time.</summary>
internal sealed class ServeCommand
{
    private readonly Option<string?> _config = RunOptions.Config();
    private readonly Option<ulong?> _seed = RunOptions.Seed();
    private readonly Option<DateTimeOffset?> _start = RunOptions.Start(
        "Where the paths begin, rounded up to a tick; not in the future. Every tick up to now is computed before the first answer. Now when absent.");
    private readonly Option<string?> _host = RunOptions.Host();
    private readonly Option<int?> _port = RunOptions.Port();
    private readonly Option<ImmutableArray<LabelDimension>> _labels = RunOptions.Labels();

    /// <summary>Creates the command.</summary>
    public Command Create(ProgramContext context)
    {
        var command = new Command("serve", "Serves the metrics over HTTP until it is told to end (the default command).");
        AddTo(command, context);
        return command;
    }

    /// <summary>Gives a command the options and the action of this one.</summary>
    public void AddTo(Command command, ProgramContext context)
    {
        foreach (var option in (Option[])[_config, _host, _port, _seed, _start, _labels]) command.Add(option);
        command.SetAction((parsed, _) => RunAsync(parsed, context));
    }

    private async Task<int> RunAsync(ParseResult parsed, ProgramContext context)
    {
        var now = context.Time.GetUtcNow();
        var run = Run.Create(
            context, parsed.GetValue(_config), parsed.GetValue(_seed), parsed.GetValue(_start),
            configuration => TickThatHolds(now, configuration.UpdateInterval), now, parsed.GetValue(_labels));
        if (run is null) return ExitStatus.BadInput;

        var server = run.Configuration.Server;
        var host = parsed.GetValue(_host) ?? server.Host;
        var violation = ListenAddress.HostViolation(host);
        if (violation is not null)
        {
            await context.Error.WriteLineAsync($"{(parsed.GetValue(_host) is null ? "server.host" : "--host")}: {violation}.");
            return ExitStatus.BadInput;
        }

        run = run with { Configuration = run.Configuration with { Server = new ServerConfiguration(host, parsed.GetValue(_port) ?? server.Port, server.Timestamps) } };
        try
        {
            return await ServeAsync(run, context);
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            return ExitStatus.Success;
        }
    }

    private static async Task<int> ServeAsync(Run run, ProgramContext context)
    {
        using var simulator = new LiveSimulator(run.Model, context.Time, run.Labels);
        var untilFirst = run.Model.Timeline.Start - context.Time.GetUtcNow();
        if (untilFirst > TimeSpan.Zero) await Task.Delay(untilFirst, context.Time, context.Stop);
        var past = Math.Max(0, run.Model.Timeline.TickAt(context.Time.GetUtcNow()));
        ProgressBar.Run(
            context, "Computing the past", past, (double)past * simulator.Layout.ValueCount, progress => simulator.Start(progress, context.Stop));

        await using var server = new SimulatorServer(run, simulator, context.Time);
        if (await server.StartAsync(context.Stop) is { } failure)
        {
            await context.Error.WriteLineAsync(failure);
            return ExitStatus.Failure;
        }

        await context.Out.WriteAsync(Greeting.Format(run, simulator.Layout, server.Port));
        await context.Out.FlushAsync();
        await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, context.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await server.StopAsync();
        return ExitStatus.Success;
    }

    // A run that begins now shows its first tick at once: it is the tick that holds now, not the next.
    private static DateTimeOffset TickThatHolds(DateTimeOffset now, TimeSpan updateInterval) =>
        now.AddTicks(-((now.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) % updateInterval.Ticks));
}
