using System.Collections.Immutable;
using MetricsSimulator.Configuration.Catalogues;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Labels;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Server;
using MetricsSimulator.Configuration.Workload;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Runners;
using MetricsSimulator.Sources;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Configuration;

/// <summary>A configuration without errors: what to simulate, and where to serve it.</summary>
public sealed record SimulatorConfiguration
{
    /// <summary>The length of a tick; by default 10 s.</summary>
    public TimeSpan UpdateInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How far back <c>/history</c> goes; by default 24 h.</summary>
    public TimeSpan RetentionPeriod { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The seed; null to draw one.</summary>
    public ulong? Seed { get; init; }

    /// <summary>The instant at which the paths begin, not yet rounded up to a tick; null for the current time.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>The built-in metrics on which the file is based.</summary>
    public CatalogueName Catalogue { get; init; }

    /// <summary>The metrics that are served, in the order of the exposition: first those of the catalogue, then the file's own.</summary>
    public ImmutableArray<MetricDefinition> Metrics { get; init; } = [];

    /// <summary>The team of developers that is simulated in addition; null for none.</summary>
    public WorkloadSettings? Workload { get; init; }

    /// <summary>The self-hosted runner that is simulated in addition; null for none.</summary>
    public RunnersDefinition? Runners { get; init; }

    /// <summary>The scenario to play, a name or a file, unless the command line gives one; null for none. See <see cref="ScenarioReader.Find"/>.</summary>
    public string? Scenario { get; init; }

    /// <summary>The shard to simulate, which only the command line can give; null for all label sets.</summary>
    public Shard? Shard { get; init; }

    /// <summary>The settings of the server.</summary>
    public ServerConfiguration Server { get; init; } = ServerConfiguration.Default;

    /// <summary>The labels that every series has after its own, each with one value.</summary>
    public ImmutableArray<LabelDimension> Labels { get; init; } = [];

    /// <summary>
    /// The place of each key's value in the file, by the path of the key (<c>seed</c>, <c>server.port</c>, <c>metrics.token_usage.drift</c>). Keys that
    /// were not given are absent.
    /// </summary>
    public ImmutableDictionary<string, Place> Places { get; init; } = ImmutableDictionary<string, Place>.Empty;

    /// <summary>The blocks from which <see cref="Metrics"/> were read, so that a scenario can change them.</summary>
    internal MapNode MetricBlocks { get; init; } = new(default, []);

    internal ImmutableArray<SourceDefinition> Sources
    {
        get
        {
            ImmutableArray<SourceDefinition> sources = Workload is { } workload ? [workload.ToDefinition()] : [];
            return Runners is { } runners ? sources.Add(runners) : sources;
        }
    }

    /// <summary>The error for a constant label whose name a workload or a runner may use; null if none may.</summary>
    /// <param name="label">The name of the label.</param>
    internal string? ViolationOf(string label) =>
        Workload?.ViolationOf(label) ?? (Runners is not null && RunnersDefinition.HasLabel(label) ? $"the label '{label}' belongs to the runner; choose another name" : null);

    /// <summary>The model that runs without a scenario.</summary>
    /// <param name="seed">The seed from the command line, or a drawn one. It overrides <see cref="Seed"/>.</param>
    /// <param name="start">The instant at which the paths begin. It overrides <see cref="Start"/>.</param>
    /// <exception cref="ArgumentException"><see cref="Timeline.StartViolation"/> names a rule that <paramref name="start"/> breaks.</exception>
    public SimulationModel ToModel(ulong seed, DateTimeOffset start) => new SimulationModel(seed, new Timeline(start, UpdateInterval), Metrics, sources: Sources).ForShard(Shard);

    /// <summary>The model that runs with a scenario, or all errors of the scenario.</summary>
    /// <param name="seed">As for the model without a scenario.</param>
    /// <param name="start">As for the model without a scenario.</param>
    /// <param name="scenario">The scenario.</param>
    /// <exception cref="ArgumentException"><see cref="Timeline.StartViolation"/> names a rule that <paramref name="start"/> breaks.</exception>
    public ModelResult ToModel(ulong seed, DateTimeOffset start, ScenarioDraft scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var sources = Sources;
        var resolved = ScenarioResolver.Resolve(scenario, Metrics, sources, MetricBlocks, UpdateInterval);
        var errors = resolved.Errors.AddRange(LabelErrors(resolved.Metrics));
        if (!errors.IsEmpty && Workload is not null && Metrics.IsEmpty && ConfigurationReader.BuiltIn.ToModel(seed, start, scenario).Model is not null) errors = [NeedsMetrics(scenario)];
        return errors.IsEmpty
            ? new ModelResult(new SimulationModel(seed, new Timeline(start, UpdateInterval), resolved.Metrics, resolved.Scenario, sources).ForShard(Shard), [])
            : new ModelResult(null, errors);
    }

    private ConfigurationError NeedsMetrics(ScenarioDraft scenario)
    {
        var isChosenHere = Scenario is { } chosen && (chosen == scenario.File || BuiltInScenarios.FileOf(chosen) == scenario.File);
        var (place, path) = isChosenHere && Places.TryGetValue("scenario", out var found) ? (found, "scenario") : (Place.Whole(scenario.File), "");
        return new ConfigurationError(
            place, path, $"{scenario.Name} changes metrics of the built-in catalogue, and this configuration has only a workload",
            $"For a team, choose one of {string.Join(", ", BuiltInScenarios.All.Where(one => one.NeedsWorkload).Select(one => one.Name))}. To have the built-in metrics too, add 'catalogue: claude_code' to the block simulator.");
    }

    /// <summary>
    /// The keys of the catalogue's metrics, such as <c>token_usage.drift</c>, whose values the file changes without effect: the scenario is the same without the change.
    /// </summary>
    /// <param name="scenario">A scenario that suits the configuration.</param>
    public IReadOnlyList<string> KeysReplacedBy(ScenarioDraft scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return [.. ReplacedKeys.Of(this, scenario)];
    }

    /// <summary>The configuration with further labels on every series.</summary>
    /// <param name="labels">The labels, each with one value; they replace <see cref="Labels"/> of the same name.</param>
    public SimulatorConfiguration WithLabels(ImmutableArray<LabelDimension> labels) => this with
    {
        Labels =
        [
            .. Labels.Select(own => labels.FirstOrDefault(label => label.Name == own.Name) ?? own),
            .. labels.Where(label => Labels.All(own => own.Name != label.Name)),
        ],
    };

    /// <summary>The configuration with the metrics of its workload under the names of another profile. What belongs to a collector stays, if the profile has one.</summary>
    /// <param name="style">The profile.</param>
    /// <param name="violation">Why it cannot have these names; null if it can.</param>
    public SimulatorConfiguration WithProfile(NameStyle style, out string? violation)
    {
        violation = Workload is null ? "needs a workload, whose metrics it names. Add --workload team, or a block workload to the configuration" : null;
        if (Workload is not { } workload) return this;
        var profile = new NameProfile(style, style == NameStyle.Collector ? workload.Telemetry.Profile.Namespace : "");
        var telemetry = workload.Telemetry with { Profile = profile, ConvertsResource = style != NameStyle.Direct && workload.Telemetry.ConvertsResource };
        var named = workload with { Telemetry = telemetry };
        var definition = named.ToDefinition();
        violation = SimulationModel.Violations(Metrics, [definition]).FirstOrDefault(one => one.Key == definition.Key).Violation;
        return this with { Workload = named };
    }

    /// <summary>The errors of <see cref="Labels"/> with given metrics: one of them has a label of the same name.</summary>
    /// <param name="metrics">The metrics, including those of a scenario.</param>
    public IEnumerable<ConfigurationError> LabelErrors(ImmutableArray<MetricDefinition> metrics)
    {
        foreach (var label in Labels)
        {
            if ((ConstantLabelsKind.ViolationWith(label, metrics) ?? ViolationOf(label.Name)) is not { } violation) continue;
            var path = $"{RootKeys.Labels.Name}.{label.Name}";
            // A label that is not in the file comes from the command line.
            yield return Places.TryGetValue(path, out var place) ? new ConfigurationError(place, path, violation) : new ConfigurationError(Place.Whole("--label"), "", violation);
        }
    }
}
