using System.Collections.Immutable;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Server;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Workload;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Runs;

/// <summary>Reads configuration and scenario, and combines them with the command line. One thread at a time.</summary>
/// <param name="request">The command line.</param>
/// <param name="defaultSeed">Gives the seed if nothing else does.</param>
/// <param name="defaultStart">Gives the start if nothing else does.</param>
/// <param name="latestStart">The latest allowed start; null for no limit.</param>
internal sealed class RunReader(
    RunRequest request, Func<ulong> defaultSeed, Func<SimulatorConfiguration, DateTimeOffset> defaultStart, DateTimeOffset? latestStart)
{
    private const string SealedName = "sealed";

    /// <summary>The run to read again, whose scenario may have been switched; null if a run is read for the first time.</summary>
    public Run? Before { get; init; }

    /// <summary>The consequence of errors.</summary>
    public string Outcome { get; init; } = "nothing was started";

    /// <summary>Reads the run.</summary>
    /// <param name="report">The errors, in lines; empty if there is a run.</param>
    public Run? Read(out string report)
    {
        report = "";
        if (request.Config is not null && request.Workload is not null)
            return Refuse("--workload", "cannot be combined with --config, which may have a block workload itself. Leave out one of the two", out report);
        if (request is { Scenario: "-" } && (request.Config ?? request.Workload) == "-")
            return Refuse("--scenario", "cannot be -, because standard input is the configuration. Write one of them to a file", out report);
        var read = ReadConfiguration();
        if (read.Configuration is not { } configuration) return Refuse(read.Errors, out report);
        if (request.Workload is { } file && configuration.Workload is null)
            return Refuse($"--workload: {file}", "has no block 'workload'; use --config for a configuration without a team", out report);
        if (request.Profile is { } profile)
        {
            configuration = configuration.WithProfile(profile, out var unnamed);
            if (unnamed is not null) return Refuse("--profile", unnamed, out report);
        }

        var start = request.Start ?? configuration.Start ?? defaultStart(configuration);
        if (StartViolation(start) is { } broken) return Refuse(PlaceOf(configuration, "start", request.Start is not null, "--start"), broken, out report);
        if (Listen(configuration, out report) is not { } server) return null;
        configuration = configuration.WithLabels(request.Labels) with { Server = server, Shard = request.Shard };

        var choice = request.Scenario ?? configuration.Scenario ?? (request.Config is null && request.Workload is null ? BuiltInScenarios.Everyday : null);
        if (choice == BuiltInScenarios.None) choice = null;
        if (request.SealedScenario is not null) choice = SealedName;
        // A switch lasts until the files or the command line ask for another scenario.
        var played = Before is not null && Before.Choice == choice ? Before.Played : choice;
        var seed = request.Seed ?? configuration.Seed ?? defaultSeed();
        ScenarioDraft? scenario = null;
        SimulationModel model;
        if (played is null)
        {
            if (configuration.LabelErrors(configuration.Metrics).FirstOrDefault() is { } wrong) return Refuse([wrong], out report);
            model = configuration.ToModel(seed, start);
        }
        else
        {
            var found = request.SealedScenario is { } hidden && played == SealedName ? ScenarioReader.ReadText(hidden, SealedName) : ScenarioReader.Find(played);
            if (found.Draft is null) return Refuse(found.Errors, out report);
            scenario = found.Draft;
            var joined = configuration.ToModel(seed, start, scenario);
            if (joined.Model is null) return Refuse(joined.Errors, out report);
            model = joined.Model;
        }

        return new Run(configuration, model) { Request = request, Choice = choice, Played = played, Scenario = scenario };
    }

    private ConfigurationResult ReadConfiguration()
    {
        if (request.File is { } file)
        {
            if (file != request.Workload || File.Exists(file) || file.AsSpan().ContainsAny('/', '.') || file == "-") return ConfigurationReader.ReadFile(file);
            return new ConfigurationResult(null, [new ConfigurationError(
                Place.Whole(file), "", $"there is no such workload{Spelling.Suggestion(file, BuiltInWorkloads.Names)}", $"The built-in workload is {string.Join(", ", BuiltInWorkloads.Names)}; a file is named with its path.")]);
        }

        return request.Workload is { } name
            ? ConfigurationReader.ReadText(BuiltInWorkloads.Find(name)!, BuiltInWorkloads.FileOf(name))
            : new ConfigurationResult(ConfigurationReader.BuiltIn, []);
    }

    private string? StartViolation(DateTimeOffset start) => Timeline.StartViolation(start)
        ?? (start > latestStart ? $"must not be in the future (now is {InstantText.Format(latestStart.Value)}), got {InstantText.Format(start)}" : null);

    private ServerConfiguration? Listen(SimulatorConfiguration configuration, out string report)
    {
        report = "";
        var server = configuration.Server;
        var host = request.Host ?? server.Host;
        if (ListenHost.Violation(host) is not { } violation) return new ServerConfiguration(host, request.Port ?? server.Port, server.Timestamps);
        Refuse("server.host", violation, out report);
        return null;
    }

    private static string PlaceOf(SimulatorConfiguration configuration, string key, bool isGiven, string option) =>
        !isGiven && configuration.Places.TryGetValue(key, out var found) ? $"{found}: {key}" : option;

    private static Run? Refuse(string place, string violation, out string report)
    {
        report = $"{place}: {violation}.\n";
        return null;
    }

    private Run? Refuse(ImmutableArray<ConfigurationError> errors, out string report)
    {
        report = ErrorReport.Format(errors, Outcome);
        return null;
    }
}
