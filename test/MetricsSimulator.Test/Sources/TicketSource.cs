using System.Collections.Immutable;
using MetricsSimulator.Events;
using MetricsSimulator.Metrics;
using MetricsSimulator.Randomness;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Test.Sources;

/// <summary>Runs a <see cref="TicketDefinition"/>. Counters are folds of the events.</summary>
internal sealed class TicketSource : Source
{
    private readonly TicketDefinition _definition;
    private readonly SourceContext _context;
    private readonly SeriesKey _key;
    private List<Ticket> _open = [];
    private List<Wait> _waits = [];
    private long _next;
    private ImmutableArray<MetricFamily> _families;
    private ImmutableArray<SimulatedEvent> _events = [];

    public TicketSource(TicketDefinition definition, SourceContext context)
    {
        _definition = definition;
        _context = context;
        _key = SeriesKey.Derive(context.Seed, Fnv1a.Append(Fnv1a.OffsetBasis, "tickets"u8));
        _families = Describe();
    }

    public override string Key => _definition.Key;

    public override ImmutableArray<MetricFamily> Families => _families;

    public override ImmutableArray<SimulatedEvent> Events => _events;

    public override bool Begin(long tick)
    {
        var draws = new DrawStream(_key, tick, DrawPurpose.Arrivals);
        var events = new List<SimulatedEvent>();
        var isOther = false;
        // Nobody works while the endpoint is down.
        if (_context.ActiveAt(tick).Any(anomaly => anomaly.Definition.Kind.IsOfEndpoint))
        {
            _events = [];
            return false;
        }

        foreach (var ticket in _open.ToArray())
        {
            if (draws.Uniform((int)(1000 + ticket.Number % 1000)) < _definition.Closing)
            {
                _open.Remove(ticket);
                isOther |= Close(ticket, tick, events);
            }
            else
            {
                ticket.Comments++;
                events.Add(Event(tick, "ticket_commented", ticket));
            }
        }

        if (draws.Uniform(0) < _definition.PerHour * _context.UpdateInterval.TotalHours)
        {
            var kind = draws.Uniform(1) < 0.5 ? "bug" : "question";
            var ticket = new Ticket(_next++, kind, tick, _context.LabelSetOf(("ticket", $"t-{_next - 1}"), ("kind", kind)));
            _open.Add(ticket);
            events.Add(Event(tick, "ticket_opened", ticket));
            isOther = true;
        }

        if (isOther) _families = Describe();
        _events = [.. events];
        return isOther;
    }

    public override void Advance(in SourcePiece piece, long tick, Span<double> values)
    {
        if (!values.IsEmpty) ShowAll(tick + 1, values);
    }

    public override void ShowAll(long tick, Span<double> values)
    {
        values[0] = _open.Count;
        for (var i = 0; i < _open.Count; i++) values[1 + i] = _open[i].Comments;
        for (var i = 0; i < _waits.Count; i++) _waits[i].Values.CopyTo(values[(1 + _open.Count + (i * 4))..]);
    }

    public override KeptSource Keep() =>
        new Kept([.. _open.Select(ticket => ticket with { })], [.. _waits.Select(wait => wait with { Values = [.. wait.Values] })], _next);

    public override void Restore(KeptSource kept) => Take((Kept)kept);

    // Counts always go on. Waiting tickets go on after a reload, but not when another scenario begins.
    public override void TakeOver(Source before, Handover handover)
    {
        var kept = (Kept)before.Keep();
        Take(handover.GoesOn ? kept : kept with { Open = [] });
    }

    private void Take(Kept kept)
    {
        _open = [.. kept.Open.Select(ticket => ticket with { })];
        _waits = [.. kept.Waits.Select(wait => wait with { Values = [.. wait.Values] })];
        _next = kept.Next;
        _families = Describe();
    }

    private bool Close(Ticket ticket, long tick, List<SimulatedEvent> events)
    {
        var seconds = (tick - ticket.OpenedAt) * _context.UpdateInterval.TotalSeconds;
        events.Add(Event(tick, "ticket_closed", ticket, new EventAttribute("wait_seconds", seconds)));
        var wait = _waits.Find(wait => wait.Kind == ticket.Kind);
        if (wait is null) _waits.Add(wait = new Wait(ticket.Kind, _context.LabelSetOf(("kind", ticket.Kind)), new double[4]));
        for (var b = 0; b < 3; b++)
            if (b == 2 || seconds <= TicketDefinition.Buckets[b]) wait.Values[b]++;
        wait.Values[3] += seconds;
        return true;
    }

    private SimulatedEvent Event(long tick, string name, Ticket ticket, params ReadOnlySpan<EventAttribute> attributes) =>
        new(_context.InstantOf(tick), name, [new("ticket", ticket.Number), new("kind", ticket.Kind), .. attributes]);

    private ImmutableArray<MetricFamily> Describe()
    {
        var open = _families.IsDefault ? new MetricFamily(TicketDefinition.Open, "", MetricType.Gauge, LabelSpace.Empty.With(_context.ConstantLabels), [], 0) : _families[0];
        var comments = new MetricFamily(TicketDefinition.Comments, "", MetricType.Counter, new LabelList([.. _open.Select(ticket => ticket.Labels)]), [], 1);
        var waits = new MetricFamily(
            TicketDefinition.Waits, "", MetricType.Histogram, new LabelList([.. _waits.Select(wait => wait.Labels)]), TicketDefinition.Buckets, 1 + comments.ValueCount);
        return [open, comments, waits];
    }

    private sealed record Ticket(long Number, string Kind, long OpenedAt, LabelSet Labels)
    {
        public int Comments { get; set; }
    }

    private sealed record Wait(string Kind, LabelSet Labels, double[] Values);

    private sealed record Kept(ImmutableArray<Ticket> Open, ImmutableArray<Wait> Waits, long Next) : KeptSource("tickets")
    {
        public override long Bytes => 64L * Open.Length + 128L * Waits.Length;
    }
}
