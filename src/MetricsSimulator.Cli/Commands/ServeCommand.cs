using System.Collections.Immutable;
using System.CommandLine;
using System.Runtime.InteropServices;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.History.Blocks;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Cli.Lab;
using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Scoring.Jobs;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Cli.Time;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>serve</c>: follows the clock and answers scrapes until it is stopped. One thread at a time.</summary>
/// <param name="surroundings">The source of the defaults of options.</param>
internal sealed class ServeCommand(ProgramContext surroundings)
{
    // A timer cannot wait for more than 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private static readonly RetryPolicy s_untilTaken = new(RetryPolicy.DefaultTimeout, TimeSpan.MaxValue);

    private readonly Option<string?> _config = RunOptions.Config();
    private readonly Option<string?> _workload = RunOptions.Workload();
    private readonly Option<NameStyle?> _profile = RunOptions.Profile();
    private readonly Option<string?> _scenario = RunOptions.Scenario();
    private readonly Option<ulong?> _seed = RunOptions.Seed();
    private readonly Option<DateTimeOffset?> _start = RunOptions.Start(
        "When the run begins, rounded up to the next tick. It must not be in the future. The program first computes everything from then to now. The default is now, or now minus --history.");
    private readonly HistoryOptions _history = new();
    private readonly Option<string?> _host = RunOptions.Host(
        surroundings, "The address to listen on: localhost, an address of this machine, or 0.0.0.0 for all of them. The default is localhost, unless the environment or the configuration sets another.");
    private readonly Option<int?> _port = RunOptions.Port(
        surroundings, "The port to listen on; 0 chooses a free one. The default is 9090, unless the environment or the configuration sets another.");
    private readonly Option<ImmutableArray<LabelDimension>> _labels = RunOptions.Labels();
    private readonly Option<Shard?> _shard = RunOptions.Shard();
    private readonly Option<double> _timeScale = RunOptions.TimeScale();
    private readonly Option<TimeSpan?> _stopAfter = RunOptions.StopAfter();
    private readonly Option<string?> _journal = new("--journal")
    {
        Description = "Record the run and all its changes in this file, which must be new or empty. - is standard output. 'generate --journal' replays it.",
        HelpName = "FILE",
        CustomParser = RunOptions.ReadPath,
    };

    private readonly ReceiverOptions _receiver = new(
        surroundings, "--remote-write", "Also push every tick to a receiver of remote write. For Prometheus, the URL is like http://localhost:9090/api/v1/write");

    private readonly OtlpEndpointOption _otlp = new();
    private readonly PrometheusUrlOption _prometheus = new("The Prometheus that scrapes this run, on which the page and /api/v1/alerts evaluate rules: http://localhost:9091.");
    private readonly Option<bool> _reload = new("--reload") { Description = "Reload the configuration and the scenario whenever they change. Without this option, the program reloads them on SIGHUP." };
    private readonly Option<string> _logFormat = RunOptions.OneOf(
        "--log-format", null, "What to print on standard error at each tick. proxy prints every sample as the logging proxy of the telemetry lab does, in a line METRIC_JSON and a line METRIC_PROMETHEUS.", "none", "proxy");

    private readonly Option<bool> _hideTruth = new("--hide-truth")
    {
        Description = "Withhold the truth from those who guess: anomalies, scenario, seed, twin, journal and model are shown only to clients that send the control token, SIMULATOR_TOKEN. If that is not set, "
            + "the program draws a token and prints it on standard error.",
    };

    private readonly Option<bool> _dev = new("--dev") { Description = "Print a line on standard error for every scrape." };

    /// <summary>Creates the command.</summary>
    public Command Create(ProgramContext context)
    {
        var command = new ExplainedCommand("serve", "Serve the metrics over HTTP until stopped. The default command.")
        {
            Details = ["It prints a configuration and a command for a Prometheus that scrapes it. A browser shows the control room at the printed address; other clients get a list of all endpoints there."],
            Examples =
            [
                new Example("A service that degrades, on another port:", "serve --scenario degradation --port 9464"),
                new Example("A team of 25 developers, under the names of the real telemetry:", "serve --workload team"),
                new Example("A team whose metrics and log events go to a collector too:", "serve --workload team --otlp-endpoint http://localhost:4318"),
                new Example("A day of history for Prometheus first, then live metrics that continue it:", "serve --history 24h --data prometheus-data"),
            ],
        };
        foreach (var (title, options) in Groups) command.Add(title, options);
        SetAction(command, context);
        return command;
    }

    /// <summary>Gives a command the options and the action of this one.</summary>
    public void AddTo(Command command, ProgramContext context)
    {
        foreach (var option in Groups.SelectMany(group => group.Options)) command.Add(option);
        SetAction(command, context);
    }

    private OptionGroup[] Groups =>
    [
        new("Options for the run", [_config, _workload, _profile, _scenario, _seed, _start, _labels, _shard, _timeScale, _stopAfter]),
        new("Options for the server", [_host, _port, _hideTruth, _journal, _prometheus.Option, _reload, _dev, _logFormat]),
        new("Options for history", [.. _history.All]),
        new("Options for remote write", [.. _receiver.All]),
        new("Options for OTLP", [_otlp.Option]),
    ];

    private void SetAction(Command command, ProgramContext context)
    {
        // The messages of a server are for people: it continues even if nobody can read them.
        command.SetAction((parsed, _) => RunAsync(parsed, context with { Out = new LenientWriter(new PrintableWriter(context.Out)), Error = TextWriter.Synchronized(context.Error) }));
    }

    private async Task<int> RunAsync(ParseResult parsed, ProgramContext context)
    {
        var scale = parsed.GetValue(_timeScale);
        // Only the watch on files uses the wall clock. All else follows elapsed time, even if someone sets the wall clock.
        var wall = context.Time;
        context = context with { Time = new ScaledTimeProvider(wall, scale), Wall = wall };
        var now = context.Time.GetUtcNow();
        var request = new RunRequest(parsed.GetValue(_config), parsed.GetValue(_scenario), parsed.GetValue(_seed), parsed.GetValue(_start))
        {
            SealedScenario = context.SealedScenario,
            Workload = parsed.GetValue(_workload),
            Profile = parsed.GetValue(_profile),
            Labels = parsed.GetValue(_labels),
            Shard = parsed.GetValue(_shard),
            Host = parsed.GetValue(_host),
            Port = parsed.GetValue(_port),
        };
        if (_receiver.Violation(parsed, context) is { } unfit) return Tell(context, unfit, ExitStatus.BadInput);
        if (scale > 1 && _receiver.Url(parsed) is not null)
            return Tell(context, "--remote-write: cannot be combined with --time-scale. Simulated time would run ahead of the clock, and receivers refuse samples from the future.", ExitStatus.BadInput);
        if (scale > 1 && _otlp.IsGiven(parsed))
            return Tell(context, "--otlp-endpoint: cannot be combined with --time-scale. Simulated time would run ahead of the clock, and receivers refuse points from the future.", ExitStatus.BadInput);
        if (parsed.GetValue(_hideTruth) && _history.WritesTruth(parsed))
            return Tell(context, "--truth: writes what --hide-truth withholds. Leave out one of the two.", ExitStatus.BadInput);
        if (scale > 1 && _prometheus.Url(parsed) is not null)
            return Tell(context, "--prometheus-url: cannot be combined with --time-scale. Simulated time would run ahead of the clock, by which Prometheus stores what it scrapes.", ExitStatus.BadInput);
        RemotePrometheus? connection = null;
        if (_prometheus.Url(parsed) is not null && (connection = _prometheus.Connect(parsed, context)) is null) return ExitStatus.BadInput;
        using var prometheus = connection;
        if (_history.Violation(parsed, now, scale) is { } wrong) return Tell(context, wrong, ExitStatus.BadInput);
        var begin = now - (_history.Span(parsed) ?? TimeSpan.Zero);
        var run = RunSelection.Create(context, request, configuration => TickThatHolds(begin, configuration.UpdateInterval), now, parsed.GetValue(_hideTruth));
        if (run is null) return ExitStatus.BadInput;
        if (scale > 1 && run.Configuration.Server.Timestamps)
        {
            var place = run.Configuration.Places.TryGetValue("server.timestamps", out var found) ? found : Place.Whole(request.File ?? "");
            return Tell(
                context, $"{place}: server.timestamps: must be false with --time-scale. Simulated time would run ahead of the clock, and Prometheus refuses samples from the future.", ExitStatus.BadInput);
        }

        var otlp = _otlp.Read(parsed, context, run, out var errors);
        if (!errors.IsEmpty) return Tell(context, string.Join('\n', errors), ExitStatus.BadInput);
        foreach (var warning in otlp?.Warnings ?? []) await context.Error.WriteLineAsync(warning);
        try
        {
            using var history = _history.Prepare(parsed, ref run, now, out var refusal);
            if (refusal is var (message, status)) return Tell(context, message, status);
            if (OpenJournal(parsed.GetValue(_journal), context, out var journal) is { } unopened) return unopened;
            using var opened = journal;
            return await ServeAsync(run, history, journal!, otlp, prometheus, parsed, wall, now, context);
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            return ExitStatus.Success;
        }
    }

    private static int? OpenJournal(string? path, ProgramContext context, out RunJournal? journal)
    {
        journal = null;
        try
        {
            Stream? file = null;
            if (path == HistoryOutput.Standard) file = RunJournal.OpenStandardOutput();
            else if (path is not null && (file = RunJournal.Open(path, out var violation)) is null) return Tell(context, $"--journal: {violation}.", ExitStatus.BadInput);
            journal = new RunJournal(file) { FileName = Path.GetFileName(path) };
            return null;
        }
        catch (Exception exception) when (OutputFailure.Is(exception))
        {
            return Tell(context, OutputFailure.Explain(path!, exception, "--journal"), ExitStatus.Failure);
        }
    }

    private async Task<int> ServeAsync(Run run, LiveHistory? history, RunJournal journal, OtlpSettings? otlp, RemotePrometheus? prometheus, ParseResult parsed, TimeProvider wall, DateTimeOffset began, ProgramContext context)
    {
        var hidesTruth = parsed.GetValue(_hideTruth);
        var drawnToken = hidesTruth && string.IsNullOrEmpty(context.Token) ? RunSelection.DrawToken() : null;
        WorkloadStart.Announce(run, context);
        using var simulator = new LiveSimulator(run.Model, context.Time, run.Labels);
        WrittenHistory? written = null;
        if (history is not null && (written = await WriteAsync(history, simulator, context)) is null)
            return context.Stop.IsCancellationRequested ? ExitStatus.Interrupted : ExitStatus.Failure;
        var untilFirst = run.Model.Timeline.Start - context.Time.GetUtcNow();
        if (untilFirst > TimeSpan.Zero) await Task.Delay(untilFirst, context.Time, context.Stop);
        // If a history was written, the past is computed already.
        var past = history is null ? Math.Max(0, run.Model.Timeline.TickAt(context.Time.GetUtcNow())) : 0;
        var keepsUp = false;
        ProgressBar.Run(
            context, "Computing the past", past, (double)past * simulator.Layout.ValueCount, progress => keepsUp = simulator.Start(progress, context.Stop), lines: true);
        if (!keepsUp)
        {
            var cause = parsed.GetValue(_timeScale) > 1 ? "--time-scale: must be smaller, or update_interval longer" : "update_interval: must be longer";
            return Tell(context, $"{cause}: ticks come faster than this machine computes them.", ExitStatus.Failure);
        }

        LiveRun live;
        try
        {
            live = new LiveRun(run, simulator, journal) { HidesTruth = hidesTruth };
        }
        catch (Exception exception) when (OutputFailure.Is(exception))
        {
            journal.Discard();
            return Tell(context, OutputFailure.Explain(parsed.GetValue(_journal)!, exception, "--journal"), ExitStatus.Failure);
        }

        using var sender = _receiver.Url(parsed) is null ? null : _receiver.Sender(parsed, context, s_untilTaken, wall);
        using var clock = parsed.GetValue(_timeScale) > 1 ? null : new ClockWatch(wall, context.Time, context.Error.WriteLine);
        // It ends before the server, so that no Prometheus and no folder is left.
        await using var scores = new ScoreJobs(context.Variable("PATH"), wall);
        var options = new ServeOptions(wall, drawnToken ?? context.Token, parsed.GetValue(_dev) ? context.Error.WriteLine : null)
        {
            IsTokenDrawn = drawnToken is not null || context.SealedScenario is not null,
            HidesTruth = hidesTruth,
            Scores = scores,
            Prometheus = prometheus,
            Log = context.Error.WriteLine,
            ClockOffset = () => clock?.Offset ?? TimeSpan.Zero,
        };
        await using var runs = new ServedRuns(context.Time, options)
        {
            Push = sender is null ? null : (live, first) => new LivePush(live, first, sender, wall, context.Error.WriteLine),
            Export = otlp is null ? null : (live, first) => new LiveExport(live, first, otlp, wall, context.Error.WriteLine),
            Log = parsed.GetValue(_logFormat) == "proxy" ? live => new ProxyLog(live.Simulator, context.Error.Write) : null,
            DrawSeed = hidesTruth ? RunSelection.DrawSecretSeed : RunSelection.DrawSeed,
        };
        var now = Math.Max(0, run.Model.Timeline.TickAt(began));
        runs.Show(live, now, now + 1);
        await using var server = new SimulatorServer(run.Configuration.Server, runs.AnswerAsync, options);
        if (await server.StartAsync(context.Stop) is { } failure)
        {
            journal.Discard();
            return Tell(context, failure, ExitStatus.Failure);
        }

        if (history is not null && Keep(history, context) is { } unkept)
        {
            journal.Discard();
            return unkept;
        }

        void Reload() => context.Error.Write(ReadAgain(runs.Live));
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            Reload();
        });
        using var watch = parsed.GetValue(_reload) ? new FileWatch(() => runs.Live.Run.Files, wall, Reload, context.Error.WriteLine) : null;
        // The journal may use standard output.
        var words = parsed.GetValue(_journal) == HistoryOutput.Standard ? context.Error : context.Out;
        await words.WriteAsync(Greeting.Format(run, simulator.Layout, server.Port, simulator.Layout.ValueCount == 0 && run.Model.Sources.IsEmpty ? null : written, HasRules(run), otlp, hidesTruth));
        if (drawnToken is not null) await context.Error.WriteLineAsync($"The control token is {drawnToken}, because SIMULATOR_TOKEN is not set. It shows the truth and may change the run: send 'Authorization: Bearer {drawnToken}'.");
        await words.FlushAsync();
        runs.Listen(server.Port);
        await WaitAsync(parsed.GetValue(_stopAfter), context);
        await scores.DisposeAsync();
        await server.StopAsync();
        return ExitStatus.Success;
    }

    // An unexpected exception while files are read must not end the run, which has not changed.
    private static string ReadAgain(LiveRun live)
    {
        try
        {
            return live.Reload();
        }
#pragma warning disable CA1031 // The run must continue after any exception.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return $"reload: failed because of an error in the program; the run goes on as before: {exception.GetType().Name}: {exception.Message}\n";
        }
    }

    private static async Task<WrittenHistory?> WriteAsync(LiveHistory history, LiveSimulator simulator, ProgramContext context)
    {
        try
        {
            return await history.WriteAsync(simulator, context);
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            Tell(context, "--history: stopped before it was complete. What was written has been removed.", ExitStatus.Interrupted);
        }
        catch (Exception exception) when (OutputFailure.Is(exception))
        {
            Tell(context, $"{OutputFailure.Explain(history.Folder, exception, "--data")} What was written has been removed.", ExitStatus.Failure);
        }

        return null;
    }

    private static int? Keep(LiveHistory history, ProgramContext context)
    {
        try
        {
            history.Keep();
            return null;
        }
        catch (Exception exception) when (OutputFailure.Is(exception))
        {
            return Tell(context, OutputFailure.Explain(history.Folder, exception, "--data"), ExitStatus.Failure);
        }
    }

    private static int Tell(ProgramContext context, string message, int status)
    {
        context.Error.WriteLine(message);
        return status;
    }

    private static async Task WaitAsync(TimeSpan? span, ProgramContext context)
    {
        var end = span is { } given && given < DateTimeOffset.MaxValue - context.Time.GetUtcNow() ? context.Time.GetUtcNow() + given : DateTimeOffset.MaxValue;
        while (!context.Stop.IsCancellationRequested && end - context.Time.GetUtcNow() is var left && left > TimeSpan.Zero)
            await Task.Delay(left < LongestWait ? left : LongestWait, context.Time, context.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // A run that begins now shows its first tick at once: the tick that contains now, not the next one.
    private static DateTimeOffset TickThatHolds(DateTimeOffset now, TimeSpan updateInterval) =>
        now.AddTicks(-((now.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) % updateInterval.Ticks));

    // The rules of this repository are for the built-in metrics.
    private static bool HasRules(Run run) => !run.Model.Metrics.IsEmpty && Directory.Exists(Greeting.RulesFolder);
}
