using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Telemetry;

/// <summary>The eight counters of Claude Code under their names in Prometheus.</summary>
internal sealed class TelemetryProjection : Projection
{
    private const int TargetInfo = 8;
    private const string ServiceName = "service.name";

    private readonly ulong _seed;
    private readonly Team _team;
    private readonly TelemetryOptions _options;
    private readonly StandardAttributes _standard;
    private readonly List<Measurement> _measurements = [];

    /// <summary>Prepares the projection.</summary>
    public TelemetryProjection(ulong seed, Team team, TelemetryOptions options)
    {
        _seed = seed;
        _team = team;
        _options = options;
        _standard = new StandardAttributes(seed, team, options);
        var isCollected = options.Profile.Style != NameStyle.Direct;
        // The exporter of a collector writes the name of the service as the label job. Claude Code's own exporter writes it only in target_info.
        ImmutableArray<KeyValuePair<string, string>> job = isCollected ? [KeyValuePair.Create("job", Resource.ServiceName)] : [];
        ImmutableArray<KeyValuePair<string, string>> scope = [KeyValuePair.Create("otel_scope_name", Resource.Scope), KeyValuePair.Create("otel_scope_version", options.Version)];
        var type = options.Profile.Style == NameStyle.NoSuffix ? MetricType.Gauge : MetricType.Counter;
        Families =
        [
            .. TelemetryMetric.All.Select(metric => new CounterFamily(
                options.Profile.NameOf(metric), metric.Description, type, [.. metric.Attributes.Select(NameProfile.LabelOf)], metric.UnitsPerOne, [], [.. scope, .. job])),
            .. options.HasTargetInfo ? [new CounterFamily(options.Profile.TargetInfo, "Target metadata", MetricType.Info, [], 1, [], job)] : Array.Empty<CounterFamily>(),
        ];
    }

    /// <inheritdoc/>
    public override ImmutableArray<CounterFamily> Families { get; }

    /// <inheritdoc/>
    public override ImmutableArray<ImmutableArray<string>> LabelNames
    {
        get
        {
            string[] developers = [.. _team.Developers.SelectMany(developer => developer.Attributes).Select(attribute => attribute.Key).Distinct(StringComparer.Ordinal)];
            string[] resource = [.. Resource.Of(Arrivals.KeyOf(_seed, _team.Developers[0]), _options.Version).Select(attribute => attribute.Key), .. developers];
            string[] own = [.. _standard.Names.Where(name => _options.IncludesSessionId || name != StandardAttributes.SessionId), .. _options.IncludesResourceAttributes ? developers : [], .. _options.ConvertsResource ? [ServiceName, .. resource] : Array.Empty<string>()];
            string[] target = [.. _options.Profile.Style == NameStyle.Direct ? [ServiceName] : Array.Empty<string>(), .. resource];
            return [.. Families.Select((family, i) => Names([.. (i == TargetInfo ? target : own).Select(NameProfile.LabelOf), .. family.Labels, .. family.Constants.Select(label => label.Key)]))];
        }
    }

    /// <inheritdoc/>
    public override CounterOwner OwnerOf(Developer developer, SessionTraits session, Dictionary<string, CounterOwner> owners)
    {
        var labels = LabelsOf(_standard.Of(developer, session).Where(attribute => _options.IncludesSessionId || attribute.Key != StandardAttributes.SessionId)
            .Concat(_options.ConvertsResource ? [KeyValuePair.Create(ServiceName, Resource.ServiceName), .. ResourceOf(developer)] : []).DistinctBy(attribute => attribute.Key, StringComparer.Ordinal));
        if (_options.IncludesSessionId) return new CounterOwner(labels) { Developer = developer };
        // Sessions with the same labels are added up, even after the team changes.
        var name = string.Join('\n', labels.Select(label => $"{label.Key}={label.Value}"));
        if (!owners.TryGetValue(name, out var owner)) owners.Add(name, owner = new CounterOwner(labels) { Developer = developer });
        return owner;
    }

    /// <inheritdoc/>
    public override void Count(CounterTable table, CounterTable shared, CounterOwner owner, Dictionary<string, CounterOwner> owners, OpenSession session, SessionEvent happened)
    {
        if (session.IsSilent) return;
        var instant = session.Address.Start + happened.Offset;
        if (_options.HasTargetInfo) shared.Show(TargetOf(session.Developer, owners), new CounterKey(TargetInfo), instant);
        if (session.Held is not null) return;
        _measurements.Clear();
        Measurements.AddOf(happened, session.Plan!.Traits, _measurements);
        Faults?.Change(session, session.Passed - 1, _measurements, _options.ExportInterval);
        foreach (var (key, amount) in _measurements) table.Add(owner, key, amount, instant);
    }

    private static ImmutableArray<string> Names(IEnumerable<string> labels) => [.. labels.Distinct(StringComparer.Ordinal)];

    private static ImmutableArray<KeyValuePair<string, string>> LabelsOf(IEnumerable<KeyValuePair<string, string>> attributes) =>
        [.. attributes.Select(attribute => KeyValuePair.Create(NameProfile.LabelOf(attribute.Key), attribute.Value))];

    private ImmutableArray<KeyValuePair<string, string>> ResourceOf(Developer developer) =>
        [.. Resource.Of(Arrivals.KeyOf(_seed, developer), _options.Version), .. developer.Attributes];

    // All developers with the same kind of machine and the same attributes share one owner.
    private CounterOwner TargetOf(Developer developer, Dictionary<string, CounterOwner> owners)
    {
        var resource = ResourceOf(developer);
        var name = $"target\n{string.Join('\n', resource.Select(attribute => attribute.Value))}";
        if (!owners.TryGetValue(name, out var owner))
            owners.Add(name, owner = new CounterOwner(LabelsOf(_options.Profile.Style == NameStyle.Direct ? [KeyValuePair.Create(ServiceName, Resource.ServiceName), .. resource] : resource)));
        return owner;
    }
}
