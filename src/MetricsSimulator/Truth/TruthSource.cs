using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Truth;

/// <summary>Shows the active anomalies: the series of each is born and ends with it.</summary>
internal sealed class TruthSource : Source
{
    private readonly TruthDefinition _definition;
    private readonly SourceContext _context;
    private ImmutableArray<Anomaly> _active = [];
    private ImmutableDictionary<string, LabelSet> _shown = ImmutableDictionary.Create<string, LabelSet>(StringComparer.Ordinal);
    private ImmutableArray<MetricFamily> _families;

    /// <summary>Starts with the anomalies that are active at the first tick.</summary>
    public TruthSource(TruthDefinition definition, SourceContext context)
    {
        _definition = definition;
        _context = context;
        Look(context.Tick);
    }

    /// <inheritdoc/>
    public override string Key => _definition.Key;

    /// <inheritdoc/>
    public override ImmutableArray<MetricFamily> Families => _families;

    /// <inheritdoc/>
    public override bool Begin(long tick)
    {
        var before = _families;
        Look(tick + 1);
        return _families != before;
    }

    /// <inheritdoc/>
    public override void Advance(in SourcePiece piece, long tick, Span<double> values)
    {
        if (!values.IsEmpty) ShowAll(tick + 1, values);
    }

    /// <inheritdoc/>
    public override void ShowAll(long tick, Span<double> values)
    {
        for (var i = 0; i < _active.Length; i++) values[i] = _active[i].Idleness is null ? 1 : 0;
    }

    /// <inheritdoc/>
    public override KeptSource Keep() => new KeptTruth(Key, _shown);

    /// <inheritdoc/>
    public override void Restore(KeptSource kept) => GoOnFrom((KeptTruth)kept, _context.Tick);

    /// <inheritdoc/>
    public override void TakeOver(Source before, Handover handover) => GoOnFrom((KeptTruth)before.Keep(), handover.Tick);

    private void GoOnFrom(KeptTruth kept, long tick)
    {
        _shown = kept.Shown;
        _families = default;
        Look(tick);
    }

    private void Look(long tick)
    {
        _active = [.. _context.ActiveAt(tick)];
        if (!_families.IsDefault && _active.Length == _shown.Count && _active.All(anomaly => _shown.ContainsKey(anomaly.Id))) return;
        // While an anomaly is active, its label set must stay one object, and so one series.
        _shown = _active.ToImmutableDictionary(anomaly => anomaly.Id, anomaly => _shown.GetValueOrDefault(anomaly.Id) ?? LabelSetOf(anomaly), StringComparer.Ordinal);
        var labels = new LabelList([.. _active.Select(anomaly => _shown[anomaly.Id])]);
        _families = [new MetricFamily(TruthDefinition.Name, TruthDefinition.Help, MetricType.Gauge, labels, [], 0)];
    }

    private LabelSet LabelSetOf(Anomaly anomaly)
    {
        var definition = anomaly.Definition;
        return _context.LabelSetOf([.. TruthDefinition.LabelsOf(anomaly.Id, definition.Kind.Name, definition.Metric).Select(label => (label.Key, label.Value))]);
    }
}
