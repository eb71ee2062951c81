using System.Collections.Immutable;
using System.CommandLine;
using System.Runtime.InteropServices;
using MetricsSimulator.Cli.Control;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Cli.Journal;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Cli.Time;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Metrics;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>serve</c>: follows the clock and answers scrapes until it is told to end. One thread at a time.</summary>
/// <param name="surroundings">What the options that are not given are taken from.</param>
internal sealed class ServeCommand(ProgramContext surroundings)
{
    // The longest that one timer can wait is 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Option<string?> _config = RunOptions.Config();
    private readonly Option<string?> _scenario = RunOptions.Scenario();
    private readonly Option<ulong?> _seed = RunOptions.Seed();
    private readonly Option<DateTimeOffset?> _start = RunOptions.Start(
        "Where the paths begin, rounded up to a tick; not in the future. Every tick up to now is computed before the first answer. Now when absent.");
    private readonly Option<string?> _host = RunOptions.Host(
        surroundings, "What is listened on: localhost, an address of this machine, or 0.0.0.0 for all. SIMULATOR_HOST, the configuration, or localhost when absent.");
    private readonly Option<int?> _port = RunOptions.Port(
        surroundings, "The TCP port; 0 for one that is free. SIMULATOR_PORT, the configuration, or 9090 when absent.");
    private readonly Option<ImmutableArray<LabelDimension>> _labels = RunOptions.Labels();
    private readonly Option<double> _timeScale = RunOptions.TimeScale();
    private readonly Option<TimeSpan?> _stopAfter = RunOptions.StopAfter();
    private readonly Option<string?> _journal = new("--journal")
    {
        Description = "A file for what is run and everything that is done to it, as JSON lines: 'generate --journal' replays it. It must not exist, or be empty.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _reload = new("--reload") { Description = "Follows changes of the configuration and the scenario. Without it, SIGHUP has them read again." };
    private readonly Option<bool> _dev = new("--dev") { Description = "Prints a line for each scrape, on standard error." };

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
        foreach (var option in (Option[])[_config, _scenario, _host, _port, _seed, _start, _labels, _journal, _timeScale, _stopAfter, _reload, _dev])
            command.Add(option);
        command.SetAction((parsed, _) => RunAsync(parsed, context with { Error = TextWriter.Synchronized(context.Error) }));
    }

    private async Task<int> RunAsync(ParseResult parsed, ProgramContext context)
    {
        var scale = parsed.GetValue(_timeScale);
        // Files are watched by the clock of the wall, everything else follows that of the simulation.
        var wall = context.Time;
        if (scale > 1) context = context with { Time = new ScaledTimeProvider(wall, scale) };
        var now = context.Time.GetUtcNow();
        var request = new RunRequest(parsed.GetValue(_config), parsed.GetValue(_scenario), parsed.GetValue(_seed), parsed.GetValue(_start))
        {
            Labels = parsed.GetValue(_labels),
            Host = parsed.GetValue(_host),
            Port = parsed.GetValue(_port),
        };
        var run = Run.Create(context, request, configuration => TickThatHolds(now, configuration.UpdateInterval), now);
        if (run is null) return ExitStatus.BadInput;
        if (scale > 1 && run.Configuration.Server.Timestamps)
        {
            var place = run.Configuration.Places.TryGetValue("server.timestamps", out var found) ? found : Place.Whole(request.Config ?? "");
            await context.Error.WriteLineAsync($"{place}: server.timestamps: must be false with --time-scale: simulated time runs ahead of the clock, and Prometheus refuses samples from the future.");
            return ExitStatus.BadInput;
        }

        try
        {
            FileStream? file = null;
            if (parsed.GetValue(_journal) is { } path && (file = RunJournal.Open(path, out var violation)) is null)
            {
                await context.Error.WriteLineAsync($"--journal: {violation}.");
                return ExitStatus.BadInput;
            }

            using var journal = new RunJournal(file);
            return await ServeAsync(run, journal, parsed, wall, context);
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            return ExitStatus.Success;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && parsed.GetValue(_journal) is not null)
        {
            await context.Error.WriteLineAsync($"--journal: {exception.Message}");
            return ExitStatus.Failure;
        }
    }

    private async Task<int> ServeAsync(Run run, RunJournal journal, ParseResult parsed, TimeProvider wall, ProgramContext context)
    {
        using var simulator = new LiveSimulator(run.Model, context.Time, run.Labels);
        var untilFirst = run.Model.Timeline.Start - context.Time.GetUtcNow();
        if (untilFirst > TimeSpan.Zero) await Task.Delay(untilFirst, context.Time, context.Stop);
        var past = Math.Max(0, run.Model.Timeline.TickAt(context.Time.GetUtcNow()));
        ProgressBar.Run(
            context, "Computing the past", past, (double)past * simulator.Layout.ValueCount, progress => simulator.Start(progress, context.Stop));

        var live = new LiveRun(run, simulator, journal);
        var options = new ServeOptions(context.Token, parsed.GetValue(_dev) ? context.Error.WriteLine : null) { Wall = wall };
        await using var server = new SimulatorServer(live, context.Time, options);
        if (await server.StartAsync(context.Stop) is { } failure)
        {
            journal.Discard();
            await context.Error.WriteLineAsync(failure);
            return ExitStatus.Failure;
        }

        void Reload() => context.Error.Write(live.Reload());
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            Reload();
        });
        using var watch = parsed.GetValue(_reload) ? new FileWatch(() => live.Run.Files, wall, Reload) : null;
        await context.Out.WriteAsync(Greeting.Format(run, simulator.Layout, server.Port));
        await context.Out.FlushAsync();
        await WaitAsync(parsed.GetValue(_stopAfter), context);
        await server.StopAsync();
        return ExitStatus.Success;
    }

    private static async Task WaitAsync(TimeSpan? span, ProgramContext context)
    {
        var end = span is { } given && given < DateTimeOffset.MaxValue - context.Time.GetUtcNow() ? context.Time.GetUtcNow() + given : DateTimeOffset.MaxValue;
        while (!context.Stop.IsCancellationRequested && end - context.Time.GetUtcNow() is var left && left > TimeSpan.Zero)
            await Task.Delay(left < LongestWait ? left : LongestWait, context.Time, context.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // A run that begins now shows its first tick at once: it is the tick that holds now, not the next.
    private static DateTimeOffset TickThatHolds(DateTimeOffset now, TimeSpan updateInterval) =>
        now.AddTicks(-((now.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) % updateInterval.Ticks));
}
