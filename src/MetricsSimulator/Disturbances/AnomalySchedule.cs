using System.Globalization;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Model;
using MetricsSimulator.Phases;

namespace MetricsSimulator.Disturbances;

/// <summary>
/// All anomalies of a run, planned and injected: the ground truth, which is known without running it. Both the run and all reports about it use
/// this one list. One thread at a time.
/// </summary>
public sealed class AnomalySchedule
{
    /// <summary>The year at whose beginning all anomalies end, because instants can be written only until shortly after it.</summary>
    public const int EndYear = 9000;

    private readonly List<PlannedAnomalies> _plans = [];
    private readonly List<Anomaly> _injected = [];
    private readonly Dictionary<string, int> _injectedById = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _ends = new(StringComparer.Ordinal);
    private readonly ModelHistory _models;
    private readonly Timeline _timeline;

    /// <summary>Creates the schedule of a run.</summary>
    /// <param name="model">The model of the run.</param>
    /// <param name="journal">Its changes, in the order of their ticks; by default none.</param>
    public AnomalySchedule(SimulationModel model, IReadOnlyList<ModelChange>? journal = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _timeline = model.Timeline;
        _models = new ModelHistory(model);
        _plans.Add(new PlannedAnomalies(model, 0, 0));
        foreach (var change in journal ?? []) Add(change);
    }

    /// <summary>The instants of the ticks.</summary>
    internal Timeline Timeline => _timeline;

    /// <summary>Whether there is or may be any anomaly.</summary>
    internal bool IsEmpty => _injected.Count == 0 && _plans.TrueForAll(plan => plan.IsEmpty);

    /// <summary>The last tick at which an anomaly may begin.</summary>
    public static long LastTickOf(Timeline timeline)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return timeline.TickAt(new DateTimeOffset(EndYear, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    /// <summary>Adds a change of the run; not before the last one.</summary>
    public void Add(ModelChange change)
    {
        switch (change)
        {
            case ModelChange.Injected injected:
                Inject(injected.Id, injected.Id, injected.Definition, injected.FirstTick, TimeSpan.Zero);
                break;
            case ModelChange.Ended ended:
                // It is over then. A later end changes nothing.
                _ends.TryAdd(NameOf(ended.Id), ended.Tick);
                break;
            case ModelChange.Switched switched:
                _models.Add(switched.Tick, switched.Model, switched.Tick);
                Replace(new PlannedAnomalies(switched.Model, switched.Tick, switched.Tick));
                break;
            case ModelChange.Reloaded reloaded:
                _models.Add(reloaded.Tick, reloaded.Model, _plans[^1].Origin);
                if (reloaded.Model.Scenario == _plans[^1].Scenario) break;
                // Anomalies of the old plan that have begun end now. The new plan counts from the same beginning.
                Replace(new PlannedAnomalies(reloaded.Model, _plans[^1].Origin, reloaded.Tick));
                break;
        }
    }

    /// <summary>The anomalies whose windows overlap a span of ticks, in the order of their starts.</summary>
    /// <param name="first">The first tick.</param>
    /// <param name="end">The tick after the last.</param>
    public IReadOnlyList<Anomaly> Between(long first, long end) => [.. WindowsBetween(first, end).Select(Judged)];

    /// <summary>The anomaly with an identifier, even if it was ended before it began; null if there is none, or another scenario replaced its own before it began.</summary>
    /// <param name="id">Its identifier.</param>
    public Anomaly? Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (_injectedById.TryGetValue(id, out var index)) return Judged(Shortened(_injected[index]));
        foreach (var plan in _plans)
            if (plan.Find(id) is { } found) return Judged(Shortened(found));
        return null;
    }

    /// <summary>The model at a tick. Of a future tick, it is the model that is known so far.</summary>
    /// <param name="tick">The tick.</param>
    public SimulationModel ModelAt(long tick) => _models.At(tick);

    /// <summary>The same as <see cref="Between"/>, without checking whether they change anything.</summary>
    internal Anomaly[] WindowsBetween(long first, long end)
    {
        end = Math.Min(end, LastTickOf(_timeline));
        var found = new List<Anomaly>();
        foreach (var plan in _plans) plan.AddBetween(first, end, found);
        found.AddRange(_injected);
        return
        [
            .. found.Select(Shortened).Where(anomaly => !anomaly.IsCancelled && anomaly.EndTick > first && anomaly.FirstTick < end)
                .OrderBy(anomaly => anomaly.FirstTick).ThenBy(anomaly => anomaly.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>All definitions that may act or have acted: those of the current plan, and those that were injected.</summary>
    internal IEnumerable<AnomalyDefinition> Definitions => _plans[^1].Definitions.Concat(_injected.Select(anomaly => anomaly.Definition));

    /// <summary>The tick from which on no anomaly that meets a condition is active or begins; <see cref="PhaseClock.Forever"/> if one is planned.</summary>
    internal long EndOf(Func<AnomalyDefinition, bool> condition) => _plans[^1].Definitions.Any(planned => AnyOf(planned, condition))
        ? PhaseClock.Forever
        : _injected.Where(anomaly => condition(anomaly.Definition)).Select(anomaly => Shortened(anomaly).EndTick).Append(0).Max();

    /// <summary>The same anomaly, with its effect as far as it is known.</summary>
    internal Anomaly Judged(Anomaly anomaly) => anomaly with { Idleness = _models.IdlenessOf(anomaly) };

    private static bool AnyOf(AnomalyDefinition anomaly, Func<AnomalyDefinition, bool> condition) =>
        condition(anomaly) || anomaly.Then.Any(next => AnyOf(next.Anomaly, condition));

    private void Replace(PlannedAnomalies plan)
    {
        _plans[^1].EndAt(plan.First);
        _plans.Add(plan);
    }

    private void Inject(string id, string root, AnomalyDefinition definition, long tick, TimeSpan after)
    {
        _injectedById.TryAdd(id, _injected.Count);
        _injected.Add(PlannedAnomalies.At(_timeline, id, definition, tick, after) with { RootId = root });
        for (var i = 0; i < definition.Then.Length; i++)
        {
            var next = definition.Then[i];
            Inject(string.Create(CultureInfo.InvariantCulture, $"{id}.{i + 1}"), root, next.Anomaly, tick, AnomalyDefinition.Sum(after, next.After));
        }
    }

    private Anomaly Shortened(Anomaly anomaly)
    {
        if (_ends.Count == 0 || !_ends.TryGetValue(NameOf(anomaly.Id), out var end) || end >= anomaly.EndTick) return anomaly;
        end = Math.Max(end, anomaly.FirstTick);
        return anomaly with { EndTick = end, End = _timeline.InstantOf(end) };
    }

    // Planned anomalies can be found by both forms of their identifiers.
    private static string NameOf(string id) => PlannedId.Parse(id)?.Spell("") ?? id;
}
