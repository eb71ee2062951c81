using MetricsSimulator.Anomalies;
using MetricsSimulator.Model;
using MetricsSimulator.Phases;

namespace MetricsSimulator.Disturbances;

/// <summary>The models of a run, each with its first tick. One thread at a time.</summary>
internal sealed class ModelHistory
{
    private readonly List<Stretch> _stretches = [];
    private readonly Dictionary<(AnomalyDefinition Definition, long Stretch, string Phases), string?> _known = [];

    /// <summary>Begins with the model of the first tick.</summary>
    public ModelHistory(SimulationModel model) => Add(0, model, 0);

    /// <summary>Adds a model; not before the last one.</summary>
    /// <param name="tick">The first tick at which it holds.</param>
    /// <param name="model">The model.</param>
    /// <param name="origin">The tick at which its scenario began.</param>
    public void Add(long tick, SimulationModel model, long origin) =>
        _stretches.Add(new Stretch(tick, model, model.Scenario.ClockFrom(origin, model.Timeline.UpdateInterval)));

    /// <summary>The model at a tick.</summary>
    public SimulationModel At(long tick) => _stretches[Math.Max(0, _stretches.FindLastIndex(stretch => stretch.First <= tick))].Model;

    /// <summary>Why an anomaly changes nothing in its window; null when it may change something.</summary>
    public string? IdlenessOf(Anomaly anomaly)
    {
        if (anomaly.IsCancelled) return "it was ended before it began";
        string? reason = null;
        for (var i = Math.Max(0, _stretches.FindLastIndex(stretch => stretch.First <= anomaly.FirstTick)); i < _stretches.Count && _stretches[i].First < anomaly.EndTick; i++)
        {
            var end = i + 1 < _stretches.Count ? Math.Min(anomaly.EndTick, _stretches[i + 1].First) : anomaly.EndTick;
            var first = Math.Max(anomaly.FirstTick, _stretches[i].First);
            if (first >= end) continue;
            reason = IdlenessIn(_stretches[i], anomaly.Definition, first, end);
            if (reason is null) return null;
        }

        return reason;
    }

    private string? IdlenessIn(Stretch stretch, AnomalyDefinition anomaly, long first, long end)
    {
        if (anomaly.Kind.IsOfEndpoint) return null;
        var phases = stretch.Clock.PhasesBetween(first, end);
        var key = (anomaly, stretch.First, string.Join(' ', phases));
        if (_known.TryGetValue(key, out var known)) return known;
        var scenario = stretch.Model.Scenario;
        return _known[key] = anomaly.ViolationWith(stretch.Model.Metrics, stretch.Model.Sources, [.. phases.Select(phase => scenario.Phases[phase])])?.Violation;
    }

    private sealed record Stretch(long First, SimulationModel Model, PhaseClock Clock);
}
