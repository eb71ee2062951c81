using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Churn;

/// <summary>The churning labels of a model, with their values at one tick. One thread at a time.</summary>
internal sealed class ChurningLabels
{
    private readonly Dictionary<LabelDimension, LabelLives> _lives = [];
    private readonly Dictionary<LabelDimension, int[]> _replaced = [];

    /// <summary>Creates the labels of a model at a tick.</summary>
    public ChurningLabels(SimulationModel model, long tick)
    {
        foreach (var dimension in model.Metrics.SelectMany(metric => metric.Labels.Dimensions))
        {
            if (dimension.Lifetime is null || _lives.ContainsKey(dimension)) continue;
            var lives = new LabelLives(model.Seed, dimension, model.Timeline.UpdateInterval);
            lives.AdvanceTo(tick);
            _lives.Add(dimension, lives);
        }
    }

    /// <summary>Whether no label of the model churns.</summary>
    public bool IsEmpty => _lives.Count == 0;

    /// <summary>Whether a label of label sets churns.</summary>
    public static bool Has(LabelSpace labels) => labels.Dimensions.Any(dimension => dimension.Lifetime is not null);

    /// <summary>Moves to a tick.</summary>
    /// <returns>Whether any value was replaced since the last tick.</returns>
    public bool AdvanceTo(long tick)
    {
        _replaced.Clear();
        foreach (var (dimension, lives) in _lives)
        {
            var places = lives.AdvanceTo(tick);
            if (places.Length > 0) _replaced.Add(dimension, places.ToArray());
        }

        return _replaced.Count > 0;
    }

    /// <summary>The label sets that began with the tick last moved to, each in the place of one that ended.</summary>
    /// <param name="labels">The label sets as the model defines them.</param>
    /// <param name="range">The range of label sets.</param>
    /// <returns>Their numbers, ascending and counted from the first of the range.</returns>
    public int[] BornIn(LabelSpace labels, SeriesRange range)
    {
        if (_replaced.Count == 0) return [];
        int[] born = [];
        for (var d = 0; d < labels.Dimensions.Length; d++)
        {
            if (!_replaced.TryGetValue(labels.Dimensions[d], out var places)) continue;
            var found = labels.LabelSetsWith(d, places, range);
            born = born.Length == 0 ? found : [.. born.Union(found).Order()];
        }

        return born;
    }

    /// <summary>Label sets with the values that live at the tick last moved to.</summary>
    /// <param name="labels">The label sets as the model defines them, perhaps with further labels.</param>
    public LabelSpace CurrentOf(LabelSpace labels)
    {
        for (var d = 0; d < labels.Dimensions.Length; d++)
            if (_lives.TryGetValue(labels.Dimensions[d], out var lives)) labels = labels.WithDimension(d, lives.Current);
        return labels;
    }
}
