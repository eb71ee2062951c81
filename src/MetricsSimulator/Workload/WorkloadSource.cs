using System.Collections.Immutable;
using MetricsSimulator.Events;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sessions;
using MetricsSimulator.Sources;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Workload;

/// <summary>A team of developers: the events of their sessions, and every metric a sum over them.</summary>
internal sealed class WorkloadSource : Source
{
    private readonly WorkloadDefinition _definition;
    private readonly SourceContext _context;
    private readonly SessionStream _stream;
    private readonly Projection _projection;
    private readonly CounterTable _table;
    private readonly Dictionary<OpenSession, CounterOwner> _owners = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, CounterOwner> _named = new(StringComparer.Ordinal);
    private readonly List<(OpenSession Session, SessionEvent Happened)> _happened = [];
    private bool _hasBegun;

    /// <summary>Starts with the sessions that are open at the first tick.</summary>
    public WorkloadSource(WorkloadDefinition definition, SourceContext context)
    {
        (_definition, _context) = (definition, context);
        var developers = Enumerable.Range(0, definition.Team.Developers.Length).ToArray();
        _stream = new SessionStream(definition.Team, definition.Parameters, context.Seed, developers);
        _projection = Projection.Of(context.Seed, definition.Team, definition.Telemetry);
        ImmutableArray<KeyValuePair<string, string>> constants = context.ConstantLabels.IsDefault
            ? []
            : [.. context.ConstantLabels.Select(constant => KeyValuePair.Create(constant.Name, constant.Value(0)))];
        _table = new CounterTable(_projection, constants, definition.Telemetry, MillisecondsOf(context.Tick));
    }

    /// <inheritdoc/>
    public override string Key => _definition.Key;

    /// <inheritdoc/>
    public override ImmutableArray<MetricFamily> Families => _table.Families;

    /// <inheritdoc/>
    public override ImmutableArray<SimulatedEvent> Events => [];

    /// <inheritdoc/>
    public override bool Begin(long tick)
    {
        BeginRun();
        _happened.Clear();
        var end = MillisecondsOf(tick + 1);
        while (_stream.TryNext(end, out var session, out var happened))
        {
            _happened.Add((session, happened));
            if (!_owners.TryGetValue(session, out var owner)) _owners.Add(session, owner = OwnerOf(session));
            _projection.Count(_table, owner, _named, session, happened);
            if (session.HasEnded) _owners.Remove(session);
        }

        return _table.Settle(end);
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
        var open = _stream.Open.Select(session => (
            session.Address, session.Plan is null ? (int?)null : session.Passed, _owners.TryGetValue(session, out var owner) ? NumberOf(owner, null) : -1)).ToImmutableArray();
        var shown = _table.Shown.Select(counter => owners[NumberOf(counter.Owner, null)].Owner.Counters[counter.Key]).ToImmutableArray();
        return new KeptWorkload(Key, _stream.Arriving, open, owners.ToImmutable(), shown);

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
        // The checkpoint stays as it is: others may begin at it.
        var originals = workload.Owners.Select(owner => owner.Owner).ToList();
        var owners = workload.Owners.Select(owner => owner.Owner.Copy()).ToList();
        for (var i = 0; i < owners.Count; i++)
            if (workload.Owners[i].Name is { } name) _named.Add(name, owners[i]);
        var sessions = _stream.Restore(workload.Arriving, workload.Open.Select(open => (open.Address, open.Passed)));
        for (var i = 0; i < sessions.Count; i++)
            if (workload.Open[i].Owner is >= 0 and var number) _owners.Add(sessions[i], owners[number]);
        var numbers = new Dictionary<CounterOwner, int>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < originals.Count; i++) numbers.Add(originals[i], i);
        _table.Restore(workload.Shown.Select(counter => owners[numbers[counter.Owner]].Counters[counter.Key]), MillisecondsOf(_context.Tick));
    }

    /// <inheritdoc/>
    public override void TakeOver(Source before, Handover handover) => Restore(before.Keep());

    // A run that goes on from a checkpoint does not look into its past.
    private void BeginRun()
    {
        if (_hasBegun) return;
        _hasBegun = true;
        _stream.Begin(MillisecondsOf(_context.Tick));
    }

    private CounterOwner OwnerOf(OpenSession session) => _projection.OwnerOf(session.Developer, session.Plan!.Traits, _named);

    private long MillisecondsOf(long tick) => _context.InstantOf(tick).ToUnixTimeMilliseconds();
}
