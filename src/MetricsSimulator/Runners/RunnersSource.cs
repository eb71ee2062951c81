using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sources;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Runners;

/// <summary>Simulates a self-hosted runner with its orchestrator. It begins empty, and its counters at 0, as a runner does that was just started.</summary>
internal sealed class RunnersSource : Source
{
    /// <summary>The family with one series for each session.</summary>
    public const string Idle = RunnerMetric.Runner + "session_idle_seconds";

    /// <summary>The label that identifies a session.</summary>
    public const string SessionId = "session_id";

    private readonly SourceContext _context;
    private readonly RunnerValues _values;
    private readonly RunnerPool _pool;
    private ImmutableArray<MetricFamily> _families;

    /// <summary>Starts without sessions.</summary>
    public RunnersSource(RunnersDefinition definition, SourceContext context)
    {
        _context = context;
        _values = new RunnerValues(definition, context.ConstantLabels);
        _pool = new RunnerPool(definition, new RunnerArrivals(definition, context.Seed, MillisecondsOf(context.Tick)), _values);
        _pool.ShowGauges();
        ListSessions();
    }

    /// <inheritdoc/>
    public override string Key => RunnersDefinition.KeyOfRunners;

    /// <inheritdoc/>
    public override ImmutableArray<MetricFamily> Families => _families;

    /// <inheritdoc/>
    public override bool Begin(long tick)
    {
        if (!_pool.AdvanceTo(MillisecondsOf(tick + 1))) return false;
        ListSessions();
        return true;
    }

    /// <inheritdoc/>
    public override void Advance(in SourcePiece piece, long tick, Span<double> values)
    {
        if (!values.IsEmpty) ShowAll(tick + 1, values);
    }

    /// <inheritdoc/>
    public override void ShowAll(long tick, Span<double> values)
    {
        _values.Show(values);
        var (next, now) = (_values.Count, MillisecondsOf(tick));
        foreach (var session in _pool.Ready) values[next++] = Math.Max(0, now - session.IdleFrom) / 1000.0;
    }

    /// <inheritdoc/>
    public override KeptSource Keep() => new KeptRunners(_values.Keep(), _pool.Keep());

    /// <inheritdoc/>
    public override void Restore(KeptSource kept)
    {
        var runners = (KeptRunners)kept;
        _values.Restore(runners.Values);
        _pool.GoOnWith(runners.Sessions);
        ListSessions();
    }

    /// <inheritdoc/>
    public override void TakeOver(Source before, Handover handover)
    {
        // Sessions go on also when another scenario begins: the counters do, and count what runs.
        var other = (RunnersSource)before;
        _values.TakeOver(other._values);
        _pool.GoOnWith(other._pool.All);
        ListSessions();
    }

    private void ListSessions()
    {
        var series = ImmutableArray.CreateBuilder<LabelSet>(_pool.Ready.Count);
        foreach (var session in _pool.Ready)
            series.Add(session.Series ??= _context.LabelSetOf((SessionId, Identities.SessionOf(session.Key)), (RunnerValues.Platform, session.Platform)));
        var idle = new MetricFamily(Idle, "Time since Claude last worked in a session (simulated).", MetricType.Gauge, new LabelList(series.DrainToImmutable()), [], _values.Count);
        _families = [.. _values.Families, idle];
    }

    private long MillisecondsOf(long tick) => _context.InstantOf(tick).ToUnixTimeMilliseconds();
}
