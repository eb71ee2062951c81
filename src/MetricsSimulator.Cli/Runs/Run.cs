using System.Collections.Immutable;
using System.Text.Json;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Server;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Runs;

/// <summary>
/// A run: a configuration with all overrides of the command line, a scenario, and a seed and a start, which are chosen if nothing gives
/// them.
/// </summary>
/// <param name="Configuration">The configuration.</param>
/// <param name="Model">The model, with its seed and start.</param>
internal sealed record Run(SimulatorConfiguration Configuration, SimulationModel Model)
{
    /// <summary>The constant labels.</summary>
    public ImmutableArray<LabelDimension> Labels => Configuration.Labels;

    /// <summary>The command line.</summary>
    public RunRequest Request { get; init; } = new();

    /// <summary>The scenario that command line and configuration name, a name or a file; null for none.</summary>
    public string? Choice { get; init; }

    /// <summary>The scenario that is played, a name or a file; null for none. It differs from <see cref="Choice"/> after a switch.</summary>
    public string? Played { get; init; }

    /// <summary>The scenario that is played, as it was read; null for none.</summary>
    public ScenarioDraft? Scenario { get; init; }

    /// <summary>Whether the configuration differs from that of the files and the command line, because a client has changed it.</summary>
    public bool IsPatched { get; private init; }

    /// <summary>Warnings, each on a line; null if there are none. They are about keys of the configuration without effect, unless the command line chose the scenario, and about anomalies that lack something.</summary>
    public string? Warning
    {
        get
        {
            var lines = new List<string>();
            if (Request.Scenario is null && Request.Config is not null && Scenario is not null && Configuration.KeysReplacedBy(Scenario) is { Count: > 0 } keys)
                lines.Add($"{Request.Config}: warning: the scenario {Scenario.Name} replaces {string.Join(", ", keys)}. With --scenario none, the values of the file apply.");
            foreach (var caution in CautionsOf(Model)) lines.Add($"{Scenario?.File}: warning: {caution}.");
            return lines.Count == 0 ? null : string.Join('\n', lines);
        }
    }

    /// <summary>What the planned anomalies of a model lack to do what their kinds say, each once.</summary>
    public static IEnumerable<string> CautionsOf(SimulationModel model) => model.Scenario.Anomalies.Concat(model.Scenario.Phases.SelectMany(phase => phase.Anomalies))
        .SelectMany(anomaly => CautionsOf(model, anomaly)).Distinct(StringComparer.Ordinal);

    /// <summary>The files from which the run is read; built-in parts have none.</summary>
    public IEnumerable<string> Files
    {
        get
        {
            if (Request.File is { } config) yield return config;
            if (PlaysFile) yield return Played!;
        }
    }

    /// <summary>The scenario that is played, by a name that does not depend on the current folder; null for none.</summary>
    public string? PlayedFromAnywhere => PlaysFile ? WholePath.Of(Played!) : Played;

    // A built-in scenario has a name, not the path of its file.
    private bool PlaysFile => Scenario is not null && Scenario.File == Played;

    /// <summary>The run on another port.</summary>
    /// <param name="port">The port.</param>
    public Run On(int port) => this with
    {
        Request = Request with { Port = port },
        Configuration = Configuration with { Server = new ServerConfiguration(Configuration.Server.Host, port, Configuration.Server.Timestamps) },
    };

    /// <summary>The configuration with every default filled in and without what the scenario changes, all label sets included.</summary>
    public EffectiveConfiguration Plain => new(Configuration, (Configuration with { Shard = null }).ToModel(Model.Seed, Model.Timeline.Start), PlayedFromAnywhere);

    /// <summary>
    /// What who guesses may see of the configuration: without its seed and scenario, as it was in this run, and with the metrics that a later state of the run shows. So neither a change of its numbers nor a scenario
    /// that brings metrics can be told from it.
    /// </summary>
    /// <param name="now">The run as it is now.</param>
    public EffectiveConfiguration WithoutTruth(Run now)
    {
        var configuration = HasMetricsOf(now) ? Configuration : now.Configuration;
        if (now.Scenario is { } scenario)
        {
            var all = (now.Configuration with { Shard = null }).ToModel(now.Model.Seed, now.Model.Timeline.Start, scenario).Model!.Metrics;
            configuration = configuration with { Metrics = [.. configuration.Metrics, .. all.Where(metric => now.Configuration.Metrics.All(own => own.Key != metric.Key))] };
        }

        return new EffectiveConfiguration(configuration, (configuration with { Shard = null }).ToModel(Model.Seed, Model.Timeline.Start)).WithoutSeed();
    }

    private bool HasMetricsOf(Run now) => Configuration.Metrics.Select(ShownOf).SequenceEqual(now.Configuration.Metrics.Select(ShownOf));

    private static (string Key, string Name, string Help, MetricType Type, LabelSpace Labels) ShownOf(MetricDefinition metric) => (metric.Key, metric.Name, metric.Help, metric.Type, metric.Labels);

    /// <summary>The run with another scenario.</summary>
    /// <param name="played">The scenario, a name or a file; null for none.</param>
    /// <param name="scenario">The scenario as it was read; null for none.</param>
    /// <param name="errors">Why it is refused; empty if it is not.</param>
    public Run? With(string? played, ScenarioDraft? scenario, out ImmutableArray<ConfigurationError> errors)
    {
        var joined = Join(Configuration, Model.Seed, Model.Timeline.Start, scenario);
        errors = joined.Errors;
        return joined.Model is null ? null : this with { Model = joined.Model, Played = played, Scenario = scenario };
    }

    /// <summary>The run from another start on, with another seed, as the command line could have given them.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="start">The start.</param>
    public Run StartedOver(ulong seed, DateTimeOffset start) => this with
    {
        Request = Request with { Seed = seed, Start = start },
        // It was read with this scenario before, and neither seed nor start matter for errors.
        Model = Join(Configuration, seed, start, Scenario).Model!,
    };

    /// <summary>The run with a changed configuration, as <see cref="EffectiveConfiguration.Patch"/> reads it. The scenario stays.</summary>
    /// <param name="patch">The changes.</param>
    /// <param name="errors">Why they are refused; empty if they are not.</param>
    public Run? Patched(JsonElement patch, out ImmutableArray<ConfigurationError> errors)
    {
        var read = new EffectiveConfiguration(Configuration, (Configuration with { Shard = null }).ToModel(Model.Seed, Model.Timeline.Start)).Patch(patch);
        errors = read.Errors;
        if (read.Configuration is not { } patched) return null;
        patched = patched with { Scenario = Configuration.Scenario, Shard = Configuration.Shard };
        var joined = Join(patched, patched.Seed ?? Model.Seed, patched.Start ?? Model.Timeline.Start, Scenario);
        errors = joined.Errors;
        if (joined.Model is null) return null;
        var next = this with { Configuration = patched, Model = joined.Model, IsPatched = true };
        errors = [.. FixedKeys(next)];
        return errors.IsEmpty ? next : null;
    }

    private static ModelResult Join(SimulatorConfiguration configuration, ulong seed, DateTimeOffset start, ScenarioDraft? scenario)
    {
        if (scenario is not null) return configuration.ToModel(seed, start, scenario);
        ImmutableArray<ConfigurationError> errors = [.. configuration.LabelErrors(configuration.Metrics)];
        return new ModelResult(errors.IsEmpty ? configuration.ToModel(seed, start) : null, errors);
    }

    /// <summary>Reads the files again. A chosen seed and start stay, and so does a scenario after a switch.</summary>
    /// <param name="report">The errors, in lines, if there is no run.</param>
    public Run? ReadAgain(out string report)
    {
        var reader = new RunReader(Request, () => Model.Seed, _ => Model.Timeline.Start, latestStart: null) { Before = this, Outcome = "the run goes on as before" };
        if (reader.Read(out report) is not { } next) return null;
        var fixedKeys = FixedKeys(next).ToArray();
        if (fixedKeys.Length == 0) return next;
        report = ErrorReport.Format(fixedKeys, "the run goes on as before");
        return null;
    }

    private IEnumerable<ConfigurationError> FixedKeys(Run next)
    {
        var (server, changed) = (Configuration.Server, next.Configuration.Server);
        if (next.Model.Seed != Model.Seed) yield return Fixed("seed");
        if (next.Model.Timeline.UpdateInterval != Model.Timeline.UpdateInterval) yield return Fixed("update_interval");
        else if (next.Model.Timeline.Start != Model.Timeline.Start) yield return Fixed("start");
        if (!next.Labels.AsSpan().SequenceEqual(Labels.AsSpan())) yield return Fixed("labels");
        if (changed.Host != server.Host) yield return Fixed("server.host");
        if (changed.Port != server.Port) yield return Fixed("server.port");
        if (changed.Timestamps != server.Timestamps) yield return Fixed("server.timestamps");

        ConfigurationError Fixed(string key) => new(
            next.Configuration.Places.TryGetValue(key, out var place) ? place : Place.Whole(Request.File ?? "the built-in configuration"), key,
            "cannot be changed while it runs", "Undo the change, or restart the simulator.");
    }

    private static IEnumerable<string> CautionsOf(SimulationModel model, AnomalyDefinition anomaly) =>
        model.Sources.Select(source => source.Caution(anomaly)).OfType<string>().Concat(anomaly.Then.SelectMany(next => CautionsOf(model, next.Anomaly)));
}
