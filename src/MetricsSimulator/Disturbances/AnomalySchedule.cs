using System.Globalization;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Model;
using MetricsSimulator.Phases;

namespace MetricsSimulator.Disturbances;

/// <summary>All anomalies of a run, planned and injected: the ground truth, which is known without running it. Not thread-safe.</summary>
public sealed class AnomalySchedule
{
    private readonly List<PlannedAnomalies> _plans = [];
    private readonly List<Anomaly> _injected = [];
    private readonly Dictionary<string, long> _ends = new(StringComparer.Ordinal);
    private readonly Timeline _timeline;

    /// <summary>Creates the schedule of a run.</summary>
    /// <param name="model">What is run.</param>
    /// <param name="journal">What was done to it from outside, in the order of its ticks; nothing unless given.</param>
    public AnomalySchedule(SimulationModel model, IReadOnlyList<ModelChange>? journal = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _timeline = model.Timeline;
        _plans.Add(new PlannedAnomalies(model, 0, 0));
        foreach (var change in journal ?? []) Add(change);
    }

    /// <summary>Whether there is or may be any anomaly.</summary>
    internal bool IsEmpty => _injected.Count == 0 && _plans.TrueForAll(plan => plan.IsEmpty);

    /// <summary>Adds something that was done to the run; not before what was added last.</summary>
    public void Add(ModelChange change)
    {
        switch (change)
        {
            case ModelChange.Injected injected:
                Inject(injected.Id, injected.Definition, injected.Tick, TimeSpan.Zero);
                break;
            case ModelChange.Ended ended:
                _ends[ended.Id] = ended.Tick;
                break;
            case ModelChange.Switched switched:
                Replace(new PlannedAnomalies(switched.Model, switched.Tick, switched.Tick));
                break;
            case ModelChange.Reloaded reloaded when reloaded.Model.Scenario != _plans[^1].Scenario:
                // What has begun goes on in the old plan only until now; the new plan counts from the same beginning.
                Replace(new PlannedAnomalies(reloaded.Model, _plans[^1].Origin, reloaded.Tick));
                break;
        }
    }

    /// <summary>The anomalies whose windows meet a span of ticks, in the order of their beginnings.</summary>
    /// <param name="first">The first tick.</param>
    /// <param name="end">The tick after the last.</param>
    public IReadOnlyList<Anomaly> Between(long first, long end)
    {
        var found = new List<Anomaly>();
        foreach (var plan in _plans) plan.AddBetween(first, end, found);
        found.AddRange(_injected);
        return
        [
            .. found.Select(Shortened).Where(anomaly => anomaly.FirstTick < anomaly.EndTick && anomaly.EndTick > first && anomaly.FirstTick < end)
                .OrderBy(anomaly => anomaly.FirstTick).ThenBy(anomaly => anomaly.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>One anomaly, with the end that it has by now; null when there is none of that name.</summary>
    internal Anomaly? Find(string id)
    {
        if (_injected.Find(anomaly => anomaly.Id == id) is { } injected) return Shortened(injected);
        var tick = PlannedAnomalies.TickOf(id);
        return tick is < 0 or > PhaseClock.Forever ? null : Between(tick, tick + 1 + _plans.Max(plan => plan.Reach)).FirstOrDefault(anomaly => anomaly.Id == id);
    }

    /// <summary>The definitions that may come or have come: of the plan that holds, and of what was injected.</summary>
    internal IEnumerable<AnomalyDefinition> Definitions => _plans[^1].Definitions.Concat(_injected.Select(anomaly => anomaly.Definition));

    private void Replace(PlannedAnomalies plan)
    {
        _plans[^1].EndAt(plan.First);
        _plans.Add(plan);
    }

    private void Inject(string id, AnomalyDefinition definition, long tick, TimeSpan after)
    {
        _injected.Add(PlannedAnomalies.At(_timeline, id, definition, tick, after));
        for (var i = 0; i < definition.Then.Length; i++)
        {
            var next = definition.Then[i];
            Inject(string.Create(CultureInfo.InvariantCulture, $"{id}.{i + 1}"), next.Anomaly, tick, after + next.After);
        }
    }

    private Anomaly Shortened(Anomaly anomaly) => _ends.TryGetValue(anomaly.Id, out var end) && end < anomaly.EndTick
        ? anomaly with { EndTick = end, End = _timeline.InstantOf(end) }
        : anomaly;
}
