using System.Collections.Immutable;
using System.CommandLine;
using System.Security.Cryptography;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Cli.Commands;

/// <summary>The options that select a run of the past: by files and numbers, or by the journal of a served run. One thread at a time.</summary>
internal sealed class RunSelection
{
    private readonly Option<string?> _config = RunOptions.Config();
    private readonly Option<string?> _workload = RunOptions.Workload();
    private readonly Option<NameStyle?> _profile = RunOptions.Profile();
    private readonly Option<string?> _scenario = RunOptions.Scenario();
    private readonly Option<ulong?> _seed = RunOptions.Seed();
    private readonly Option<DateTimeOffset?> _start;
    private readonly Option<ImmutableArray<LabelDimension>> _labels = RunOptions.Labels();
    private readonly Option<Shard?>? _shard;
    private readonly Option<string?> _journal = new("--journal")
    {
        Description = "Replay the run that 'serve --journal' recorded, with all its changes. Use it instead of the other options for the run. - reads standard input.",
        HelpName = "FILE",
        CustomParser = RunOptions.ReadPath,
    };

    /// <summary>Creates the options.</summary>
    /// <param name="start">The description of <c>--start</c>.</param>
    /// <param name="canShard">Whether to have the option <c>--shard</c>.</param>
    public RunSelection(string start, bool canShard = true)
    {
        _start = RunOptions.Start(start);
        _shard = canShard ? RunOptions.Shard() : null;
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(ExplainedCommand command) =>
        command.Add("Options for the run", [_config, _workload, _profile, _scenario, _seed, _start, _labels, .. _shard is null ? (Option[])[] : [_shard], _journal]);

    /// <summary>The name of an option that is given and says which run it is; null if none is. The start alone says nothing.</summary>
    public string? GivenOf(ParseResult parsed)
    {
        foreach (var option in (Option[])[_config, _workload, _profile, _scenario, _seed, _labels, _journal])
            if (parsed.GetResult(option) is { Implicit: false }) return option.Name;
        return null;
    }

    /// <summary>Whether the options say which run it is, and not only the present clock and a drawn seed: a journal, a configuration, or a seed and a start.</summary>
    public bool IsReproducible(ParseResult parsed) => parsed.GetValue(_journal) is not null || parsed.GetValue(_config) is not null || (parsed.GetValue(_seed) is not null && parsed.GetValue(_start) is not null);

    /// <summary>The given start; null for none.</summary>
    public DateTimeOffset? StartOf(ParseResult parsed) => parsed.GetValue(_start);

    /// <summary>The selected run; null after an error, which has been printed.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="context">The outside world.</param>
    /// <param name="duration">The span of interest.</param>
    /// <param name="end">The end of the span; null for now.</param>
    /// <param name="seed">The seed if the options give none; null to use that of the configuration.</param>
    public RecordedRun? Read(ParseResult parsed, ProgramContext context, TimeSpan duration, DateTimeOffset? end = null, ulong? seed = null)
    {
        if (parsed.GetValue(_journal) is { } journal) return ReadJournal(journal, parsed, context);
        var last = end ?? context.Time.GetUtcNow();
        var request = new RunRequest(parsed.GetValue(_config), parsed.GetValue(_scenario), parsed.GetValue(_seed) ?? seed, parsed.GetValue(_start))
        {
            Workload = parsed.GetValue(_workload),
            Profile = parsed.GetValue(_profile),
            Labels = parsed.GetValue(_labels),
            Shard = ShardOf(parsed),
        };
        if (Create(context, request, _ => StartBefore(last, duration), latestStart: null) is not { } run) return null;
        if (request.Seed is null && run.Configuration.Seed is null)
        {
            // Whoever wants the same run again needs both.
            var start = request.Start is null && run.Configuration.Start is null ? $", start {InstantText.Format(run.Model.Timeline.Start)}" : "";
            context.Error.WriteLine($"seed {run.Model.Seed}{start}");
        }

        return new RecordedRun(run, []);
    }

    /// <summary>Reads the files and combines them with the options. Returns null after an error, which has been printed.</summary>
    /// <param name="context">The outside world.</param>
    /// <param name="request">The command line.</param>
    /// <param name="defaultStart">The instant at which the paths begin by default.</param>
    /// <param name="latestStart">The latest allowed start; null for no limit.</param>
    /// <param name="hidesTruth">Whether the seed must be hard to guess, and warnings, which name the scenario, must not be printed.</param>
    public static Run? Create(
        ProgramContext context, RunRequest request, Func<SimulatorConfiguration, DateTimeOffset> defaultStart, DateTimeOffset? latestStart, bool hidesTruth = false)
    {
        var run = new RunReader(request, hidesTruth ? DrawSecretSeed : DrawSeed, defaultStart, latestStart).Read(out var report);
        if (run is null) context.Error.Write(report);
        else if (!hidesTruth && run.Warning is { } warning) context.Error.WriteLine(warning);
        return run;
    }

#pragma warning disable RS0030 // Only the composition root draws seeds and tokens.
    /// <summary>Draws a seed.</summary>
    public static ulong DrawSeed() => (ulong)Random.Shared.Next();

    /// <summary>Draws a seed that nobody finds by trying: samples of every short seed can be computed and compared. JSON readers take it as a whole number exactly.</summary>
    public static ulong DrawSecretSeed() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) >> 11;

    /// <summary>Draws a token of 128 bits.</summary>
    public static string DrawToken() => RandomNumberGenerator.GetHexString(32, lowercase: true);
#pragma warning restore RS0030

    /// <summary>The place at which the start of a run was given, for an error.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="run">The run that was read.</param>
    public string PlaceOfStart(ParseResult parsed, Run run)
    {
        if (parsed.GetValue(_journal) is not null) return "--journal: the start of its run";
        return run.Request.Start is null && run.Configuration.Places.TryGetValue("start", out var found) ? $"{found}: start" : "--start";
    }

    private RecordedRun? ReadJournal(string journal, ParseResult parsed, ProgramContext context)
    {
        foreach (var option in (Option[])[_config, _workload, _profile, _scenario, _seed, _start, _labels])
        {
            if (parsed.GetResult(option) is not { Implicit: false }) continue;
            context.Error.WriteLine($"{option.Name}: cannot be combined with --journal, which already says what to run. Leave out one of the two.");
            return null;
        }

        var recorded = JournalReader.ReadFile(journal, out var warning, out var errors, ShardOf(parsed));
        if (recorded is null) context.Error.Write(ErrorReport.Format(errors, "nothing was written"));
        else if (warning is not null) context.Error.WriteLine(warning);
        return recorded;
    }

    private Shard? ShardOf(ParseResult parsed) => _shard is null ? null : parsed.GetValue(_shard);

    private static DateTimeOffset StartBefore(DateTimeOffset end, TimeSpan duration) =>
        end - DateTimeOffset.UnixEpoch > duration ? end - duration : DateTimeOffset.UnixEpoch;
}
