using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Disturbances;

/// <summary>The anomalies of a span of ticks, looked up once for all of them. One thread at a time.</summary>
/// <param name="schedule">All anomalies of the run.</param>
internal sealed class KnownAnomalies(AnomalySchedule schedule)
{
    private const int Ahead = 4096;

    private Anomaly[] _known = [];
    private Anomaly[] _ofEndpoint = [];
    private long _first;

    /// <summary>All anomalies of the run.</summary>
    public AnomalySchedule Schedule => schedule;

    /// <summary>The tick after the last for which <see cref="From"/> has found the anomalies.</summary>
    public long End { get; private set; }

    /// <summary>Looks them up again, because one was injected or ended.</summary>
    public void Forget() => End = _first;

    /// <summary>The anomalies whose windows overlap the ticks from one to <see cref="End"/>.</summary>
    public Anomaly[] From(long tick)
    {
        if (tick >= _first && tick < End) return _known;
        (_first, End) = (tick, tick + Ahead);
        _known = schedule.IsEmpty ? [] : schedule.WindowsBetween(_first, End);
        _ofEndpoint = [.. _known.Where(anomaly => anomaly.Definition.Kind.IsOfEndpoint)];
        return _known;
    }

    /// <summary>The anomalies whose windows contain a tick.</summary>
    public IReadOnlyList<Anomaly> ActiveAt(long tick) => schedule.IsEmpty ? [] : [.. From(tick).Where(anomaly => anomaly.IsActiveAt(tick))];

    /// <summary>The effect of the anomalies of a tick on the endpoint.</summary>
    public EndpointConditions EndpointAt(long tick)
    {
        var conditions = EndpointConditions.Well;
        From(tick);
        foreach (var anomaly in _ofEndpoint)
            if (anomaly.IsActiveAt(tick)) conditions = anomaly.Definition.Kind.OnEndpoint(AnomalyMoment.Of(anomaly, tick, schedule.Timeline.UpdateInterval), conditions);
        return conditions;
    }
}
