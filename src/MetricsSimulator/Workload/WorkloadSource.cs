using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Events;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sessions;
using MetricsSimulator.Sources;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Workload;

/// <summary>
/// Simulates a team of developers: the events of their sessions, and the metrics as sums over these events. Each shard has some of the developers. The first shard
/// also counts for the scrapes of the other shards, so that it simulates the whole team.
/// </summary>
internal sealed class WorkloadSource : Source
{
    private readonly WorkloadDefinition _definition;
    private readonly SourceContext _context;
    private readonly SessionStream _stream;
    private readonly Projection _projection;
    private readonly bool[] _isElsewhere;
    private readonly CounterTable _table;
    private readonly CounterTable _elsewhere;
    private readonly EventWriter _events;
    private readonly Collector _collector;
    private readonly Dictionary<OpenSession, CounterOwner> _owners = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, CounterOwner> _named = new(StringComparer.Ordinal);
    private readonly List<(OpenSession Session, int Number)> _happened = [];
    private readonly List<OpenSession> _ended = [];
    private ImmutableArray<OpenSession> _planned = [];
    private ImmutableDictionary<string, long> _falls = ImmutableDictionary.Create<string, long>(StringComparer.Ordinal);
    private ProcessExporter? _exporter;
    private long _settled;
    private bool _hasBegun;
    private bool _hasOldCauses;

    /// <summary>Starts with the sessions that are open at the first tick.</summary>
    public WorkloadSource(WorkloadDefinition definition, SourceContext context)
    {
        (_definition, _context) = (definition, context);
        var developers = definition.Team.Developers;
        _isElsewhere = [.. developers.Select(developer => definition.IsDealt && context.Has is { } has && !has(developer.Name))];
        _stream = new SessionStream(
            definition.Team, PhaseAt, context.Seed, Enumerable.Range(0, developers.Length).Where(number => context.IsFirst || !_isElsewhere[number]), WorkloadCauses.Of(definition.Team, context));
        _events = new EventWriter(context.Seed, definition.Team, definition.Telemetry);
        _projection = Projection.Of(context.Seed, definition.Team, definition.Telemetry);
        (_table, _elsewhere) = (NewTable(), NewTable());
        _collector = new Collector(definition.Telemetry, session => (TableOf(session), OwnerFor(session)));
        LearnFaults();
    }

    /// <inheritdoc/>
    public override string Key => _definition.Key;

    /// <inheritdoc/>
    public override ImmutableArray<MetricFamily> Families => _table.Families;

    /// <inheritdoc/>
    public override ImmutableArray<MetricFamily> Scraped => _context is { IsFirst: true, Has: not null } ? [.. _table.Families, .. _elsewhere.Families] : _table.Families;

    /// <inheritdoc/>
    public override ImmutableArray<SimulatedEvent> Events
    {
        get
        {
            var events = ImmutableArray.CreateBuilder<SimulatedEvent>(_happened.Count);
            foreach (var (session, number) in _happened) _events.Write(session, number, events);
            return events.DrainToImmutable();
        }
    }

    /// <inheritdoc/>
    public override ImmutableArray<SessionEffects> Effects => EffectsOn(_planned, long.MaxValue);

    /// <inheritdoc/>
    public override ImmutableArray<SessionEffects> EffectsOnEnded(Source? next, long tick)
    {
        HashSet<string> staying = [.. next is WorkloadSource other ? other._definition.Team.Developers.Select(developer => developer.Name) : []];
        return EffectsOn(_stream.Open.Where(session => session.Plan is not null && !staying.Contains(session.Developer.Name)), MillisecondsOf(tick));
    }

    /// <inheritdoc/>
    public override ImmutableArray<SeriesFall> Falls => [.. _table.Falls];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, long> FallCounts => _falls;

    /// <inheritdoc/>
    public override TelemetryExports ExportsAt(ExportOptions options)
    {
        if (_exporter is not { } exporter || exporter.Options != options) _exporter = exporter = new ProcessExporter(_context.Seed, _definition.Team, _definition.Telemetry, options, _collector.Faults);
        var (metrics, logs) = (ImmutableArray.CreateBuilder<MetricExport>(), ImmutableArray.CreateBuilder<LogExport>());
        var (tick, interval) = (MillisecondsOf(_settled), MillisecondsOf(_settled) - MillisecondsOf(_settled - 1));
        // A session that has just ended is not open any more, but its last process exports once more.
        var ended = _happened.Select(each => each.Session).Where(session => session.HasEnded).Distinct();
        foreach (var session in _stream.Open.Where(session => session.Plan is not null).Concat(ended)
            .Where(session => !_isElsewhere[session.Address.Developer]).OrderBy(session => session.Address.Developer).ThenBy(session => session.Address.Start).ThenBy(session => session.Address.Ordinal))
            exporter.Add(session, tick, interval, metrics, logs);
        return new TelemetryExports(metrics.DrainToImmutable(), logs.DrainToImmutable());
    }

    /// <inheritdoc/>
    public override void ForgetAnomalies() => _hasOldCauses = true;

    /// <inheritdoc/>
    public override void BeginRun(CancellationToken cancellation = default)
    {
        // A run that continues from a checkpoint does not need to simulate the time before it.
        if (_hasBegun) return;
        _stream.Begin(MillisecondsOf(_context.Tick), cancellation);
        _hasBegun = true;
    }

    /// <inheritdoc/>
    public override bool Begin(long tick)
    {
        BeginRun();
        if (_hasOldCauses)
        {
            _stream.Replan(WorkloadCauses.Of(_definition.Team, _context), MillisecondsOf(tick));
            LearnFaults();
        }

        _hasOldCauses = false;
        _happened.Clear();
        _ended.Clear();
        var (start, end) = (MillisecondsOf(tick), MillisecondsOf(tick + 1));
        _table.Faults = _elsewhere.Faults = _collector.Faults.MovesEndsAt(start) ? _collector.Faults : null;
        _table.Setting = _elsewhere.Setting = _collector.Faults.MaySetAt(end) ? _collector.Faults : null;
        _collector.Begin(_stream.Open, start, end - start);
        while (_stream.TryNext(end, out var session, out var happened))
        {
            if (!_isElsewhere[session.Address.Developer]) _happened.Add((session, session.Passed - 1));
            if (happened is SessionStarted) _collector.Start(session, _stream.Open, session.Address.Start + happened.Offset);
            _projection.Count(TableOf(session), _context.IsFirst ? _table : _elsewhere, OwnerFor(session), _named, session, happened);
            if (session.HasEnded) _ended.Add(session);
        }

        _collector.Export(_stream.Open.Concat(_ended), end, end - start);
        foreach (var session in _ended)
        {
            if (_owners.Remove(session, out var owner) && _definition.Telemetry.IncludesSessionId && session.Collision is null) TableOf(session).Forget(owner);
        }

        _planned = [.. _stream.TakePlanned()];
        _settled = tick + 1;
        _elsewhere.Settle(end);
        var isOther = _table.Settle(end);
        foreach (var fall in _table.Falls) _falls = _falls.SetItem(fall.Anomaly, _falls.GetValueOrDefault(fall.Anomaly) + 1);
        return isOther;
    }

    /// <inheritdoc/>
    public override void Advance(in SourcePiece piece, long tick, Span<double> values)
    {
        if (!values.IsEmpty) _table.Show(values);
    }

    /// <inheritdoc/>
    public override void ShowAll(long tick, Span<double> values) => _table.Show(values);

    /// <inheritdoc/>
    public override KeptSource Keep()
    {
        BeginRun();
        var copies = new Dictionary<CounterOwner, int>(ReferenceEqualityComparer.Instance);
        var owners = ImmutableArray.CreateBuilder<(string? Name, CounterOwner Owner)>();
        foreach (var (name, owner) in _named) NumberOf(owner, name);
        var open = _stream.Open.Select(session => (session.Kept, _owners.TryGetValue(session, out var owner) ? NumberOf(owner, null) : -1)).ToImmutableArray();
        var (shown, elsewhere) = (Copies(_table.Shown), Copies(_elsewhere.Shown));
        var falling = (Copies(_table.Falling), Copies(_elsewhere.Falling));
        var waiting = (Copies(_table.Waiting), Copies(_elsewhere.Waiting));
        return new KeptWorkload(Key, _stream.Arriving, open, owners.ToImmutable(), shown, elsewhere, falling, waiting, _falls);

        ImmutableArray<Counter> Copies(IEnumerable<Counter> counters) => [.. counters.Select(counter => owners[NumberOf(counter.Owner, null)].Owner.Counters[counter.Key])];

        int NumberOf(CounterOwner owner, string? name)
        {
            if (copies.TryGetValue(owner, out var number)) return number;
            copies.Add(owner, owners.Count);
            owners.Add((name, owner.Copy()));
            return owners.Count - 1;
        }
    }

    /// <inheritdoc/>
    public override void Restore(KeptSource kept)
    {
        var workload = (KeptWorkload)kept;
        _hasBegun = true;
        _owners.Clear();
        _named.Clear();
        // Do not change the checkpoint: other runs may start from it.
        var copies = new Dictionary<CounterOwner, CounterOwner>(ReferenceEqualityComparer.Instance);
        foreach (var (name, owner) in workload.Owners)
        {
            var copy = owner.Copy();
            copies.Add(owner, copy);
            if (name is not null) _named.Add(name, copy);
        }

        var sessions = _stream.Restore(workload.Arriving, workload.Open.Select(open => open.Session));
        for (var i = 0; i < sessions.Count; i++)
            if (workload.Open[i].Owner is >= 0 and var number) _owners.Add(sessions[i], copies[workload.Owners[number].Owner]);
        _table.Restore(workload.Shown.Select(Copied), workload.Falling.Here.Select(Copied), workload.Waiting.Here.Select(Copied), MillisecondsOf(_context.Tick));
        _elsewhere.Restore(workload.Elsewhere.Select(Copied), workload.Falling.Elsewhere.Select(Copied), workload.Waiting.Elsewhere.Select(Copied), MillisecondsOf(_context.Tick));
        _falls = workload.Falls;

        Counter Copied(Counter counter) => copies[counter.Owner].Counters[counter.Key];
    }

    /// <inheritdoc/>
    public override void TakeOver(Source before, Handover handover)
    {
        var other = (WorkloadSource)before;
        other.BeginRun();
        _hasBegun = true;
        _falls = other._falls;
        var sessions = _stream.GoOnFrom(other._stream, MillisecondsOf(handover.Tick));
        // If names or labels changed, the new counters start empty.
        if (other._definition.Telemetry with { ExpireAfter = _definition.Telemetry.ExpireAfter } != _definition.Telemetry) return;
        foreach (var (name, owner) in other._named) _named.Add(name, owner);
        foreach (var (session, was) in sessions)
            if (other._owners.TryGetValue(was, out var owner)) _owners.Add(session, owner);
        _table.Restore(other._table.Shown, other._table.Falling, other._table.Waiting, MillisecondsOf(handover.Tick));
        _elsewhere.Restore(other._elsewhere.Shown, other._elsewhere.Falling, other._elsewhere.Waiting, MillisecondsOf(handover.Tick));
    }

    private CounterTable NewTable()
    {
        ImmutableArray<KeyValuePair<string, string>> constants = _context.ConstantLabels.IsDefault
            ? []
            : [.. _context.ConstantLabels.Select(constant => KeyValuePair.Create(constant.Name, constant.Value(0)))];
        return new CounterTable(_projection, constants, _definition.Telemetry, MillisecondsOf(_context.Tick));
    }

    private ImmutableArray<SessionEffects> EffectsOn(IEnumerable<OpenSession> sessions, long end) =>
    [
        .. sessions.Where(session => !_isElsewhere[session.Address.Developer]).Select(session => new SessionEffects(
            session.Developer.Name, Identities.SessionOf(session.Plan!.Traits.Key),
            [.. _stream.EffectsOn(session, end).Select(effect => new AnomalyEffect(effect.Cause.Anomaly.Id, InstantAt(effect.Differing.First), InstantAt(effect.Differing.Last)))])),
    ];

    private static DateTimeOffset InstantAt(long instant) => DateTimeOffset.FromUnixTimeMilliseconds(instant);

    private CounterTable TableOf(OpenSession session) => _isElsewhere[session.Address.Developer] ? _elsewhere : _table;

    private CounterOwner OwnerFor(OpenSession session)
    {
        if (_owners.TryGetValue(session, out var owner)) return owner;
        // Sessions that share an identifier share their series.
        if (session.Collision is not null)
            owner = _owners.FirstOrDefault(other => other.Key.Address.Developer == session.Address.Developer && other.Key.ShownTraits.Key == session.ShownTraits.Key).Value;
        _owners.Add(session, owner ??= _projection.OwnerOf(session.Developer, session.ShownTraits, _named));
        return owner;
    }

    private void LearnFaults()
    {
        _collector.Faults = _projection.Faults = WorkloadCauses.FaultsOf(_definition, _context);
        _exporter = null;
    }

    private TeamPhase PhaseAt(long instant)
    {
        var elapsed = (DateTimeOffset.FromUnixTimeMilliseconds(instant) - _context.Start).Ticks;
        // Rounded down, also before the start.
        var tick = elapsed < 0 ? -1 : elapsed / _context.UpdateInterval.Ticks;
        var workload = (WorkloadDefinition)_context.InPhaseOf(_definition, tick);
        return new TeamPhase(workload.Parameters, workload.Joined ?? int.MaxValue, workload.SessionsFactor);
    }

    private long MillisecondsOf(long tick) => _context.InstantOf(tick).ToUnixTimeMilliseconds();
}
