using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Events;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Telemetry;

/// <summary>
/// Computes what the processes of sessions export. An export follows from the plan of its session, so that nothing is stored between exports. Each process exports at its own
/// phase, at the first tick after each interval since its start, and once more when it ends. One thread at a time.
/// </summary>
internal sealed class ProcessExporter
{
    private readonly ulong _seed;
    private readonly TelemetryOptions _telemetry;
    private readonly ExportOptions _options;
    private readonly ViewFaults _faults;
    private readonly EventWriter _events;
    private readonly StandardAttributes _standard;
    private readonly ExportScope _scope;
    private readonly ExportScope _eventScope;

    /// <summary>Creates an exporter.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="team">The team.</param>
    /// <param name="telemetry">The telemetry options, which select the attributes.</param>
    /// <param name="options">When processes export, and what values contain.</param>
    /// <param name="faults">The faults of processes.</param>
    public ProcessExporter(ulong seed, Team team, TelemetryOptions telemetry, ExportOptions options, ViewFaults faults)
    {
        (_seed, _telemetry, _options, _faults) = (seed, telemetry, options, faults);
        _events = new EventWriter(seed, team, telemetry);
        _standard = new StandardAttributes(seed, team, telemetry);
        (_scope, _eventScope) = (new ExportScope(Resource.Scope, telemetry.Version), new ExportScope(Resource.EventScope, telemetry.Version));
    }

    /// <summary>When processes export, and what values contain.</summary>
    public ExportOptions Options => _options;

    /// <summary>Adds what the processes of a session export at a tick.</summary>
    /// <param name="session">The session; it has a plan.</param>
    /// <param name="tick">The instant of the tick, in milliseconds since the Unix epoch. Earlier events are exported.</param>
    /// <param name="interval">The length of a tick, in milliseconds.</param>
    /// <param name="metrics">Receives the exports of metrics.</param>
    /// <param name="logs">Receives the exports of events.</param>
    public void Add(OpenSession session, long tick, long interval, ImmutableArray<MetricExport>.Builder metrics, ImmutableArray<LogExport>.Builder logs)
    {
        foreach (var process in SessionProcess.Of(session.Plan!))
        {
            if (process.Started >= tick || process.Ended < tick - interval) continue;
            if (process.BeforeIfDue(tick, interval, (long)_options.MetricInterval.TotalMilliseconds) is { } lastMetrics) AddMetrics(session, process, Math.Max(lastMetrics, session.CountedFrom), tick, metrics);
            if (process.BeforeIfDue(tick, interval, (long)_options.LogInterval.TotalMilliseconds) is { } lastLogs) AddLogs(session, process, Math.Max(lastLogs, session.CountedFrom), tick, logs);
        }
    }

    private void AddMetrics(OpenSession session, in SessionProcess process, long last, long tick, ImmutableArray<MetricExport>.Builder exports)
    {
        if (session.IsSilent) return;
        var isDelta = _options.Temporality == Temporality.Delta;
        // A counter that began again does not have what came before.
        var restarts = isDelta ? null : _faults.RestartsOf(session.Developer, process.Started, tick);
        var from = isDelta ? last : Math.Max(process.Started, session.CountedFrom);
        var totals = new Dictionary<CounterKey, long>();
        var measurements = new List<Measurement>();
        foreach (var number in NumbersIn(session, process, from, tick))
        {
            measurements.Clear();
            Measurements.AddOf(session.Plan!.Events[number], session.Plan.Traits, measurements);
            _faults.Change(session, number, measurements, _options.MetricInterval);
            foreach (var (key, amount) in measurements)
                if (restarts is null || session.Address.Start + session.Plan.Events[number].Offset >= restarts[key.Family]) totals[key] = totals.GetValueOrDefault(key) + amount;
        }

        if (totals.Count == 0) return;
        ImmutableArray<EventAttribute> standard =
            [.. _standard.Of(session.Developer, session.ShownTraits).Where(attribute => _telemetry.IncludesSessionId || attribute.Key != "session.id").Select(AttributeOf)];
        var sums = ImmutableArray.CreateBuilder<ExportedSum>();
        for (var i = 0; i < TelemetryMetric.All.Length; i++)
        {
            var metric = TelemetryMetric.All[i];
            ImmutableArray<ExportedPoint> points = [.. totals.Where(total => total.Key.Family == i).Select(total => new ExportedPoint(
                [.. standard, .. AttributesOf(metric, total.Key)], (double)total.Value / metric.UnitsPerOne))];
            if (points.IsEmpty) continue;
            sums.Add(new ExportedSum(metric.Name, metric.Description, metric.Unit, points) { Restart = restarts?[i] > from ? InstantOf(restarts[i]) : null });
        }

        exports.Add(new MetricExport(ResourceOf(session.Developer), _scope, _options.Temporality, InstantOf(from), InstantOf(tick), sums.DrainToImmutable())
        {
            Process = string.Create(CultureInfo.InvariantCulture, $"{session.Developer.Name} {session.Address.Start} {session.Address.Ordinal} {process.Started}"),
        });
    }

    private void AddLogs(OpenSession session, in SessionProcess process, long last, long tick, ImmutableArray<LogExport>.Builder exports)
    {
        var events = ImmutableArray.CreateBuilder<SimulatedEvent>();
        foreach (var number in NumbersIn(session, process, last, tick)) _events.Write(session, number, events);
        if (events.Count > 0) exports.Add(new LogExport(ResourceOf(session.Developer), _eventScope, InstantOf(tick), events.DrainToImmutable()));
    }

    private static IEnumerable<int> NumbersIn(OpenSession session, SessionProcess process, long from, long end)
    {
        for (var i = process.First; i < process.End; i++)
        {
            var instant = session.Address.Start + session.Plan!.Events[i].Offset;
            if (instant >= end) yield break;
            if (instant >= from) yield return i;
        }
    }

    private ImmutableArray<EventAttribute> ResourceOf(Developer developer) =>
    [
        new EventAttribute("service.name", Resource.ServiceName), .. Resource.Of(Arrivals.KeyOf(_seed, developer), _telemetry.Version).Concat(developer.Attributes).Select(AttributeOf),
    ];

    private static IEnumerable<EventAttribute> AttributesOf(TelemetryMetric metric, CounterKey key)
    {
        for (var i = 0; i < metric.Attributes.Length; i++)
            if (key.Values[i] is { } value) yield return new EventAttribute(metric.Attributes[i], value);
    }

    private static EventAttribute AttributeOf(KeyValuePair<string, string> attribute) => new(attribute.Key, attribute.Value);

    private static DateTimeOffset InstantOf(long instant) => DateTimeOffset.FromUnixTimeMilliseconds(instant);
}
