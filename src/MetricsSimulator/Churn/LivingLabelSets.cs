using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Churn;

/// <summary>Which label sets live during a span of a run.</summary>
public static class LivingLabelSets
{
    /// <summary>All label sets that live at one tick of a span or more.</summary>
    /// <param name="model">The model of the run.</param>
    /// <param name="labels">The label sets as they are at any tick; their values may have lifetimes.</param>
    /// <param name="first">The first tick of the span, 0 or more.</param>
    /// <param name="end">The tick after the last.</param>
    /// <returns>
    /// Label sets with every value that a label takes during the span; <paramref name="labels"/> when none has a lifetime. A combination of
    /// values that never live together is among them.
    /// </returns>
    public static LabelSpace Between(SimulationModel model, LabelSpace labels, long first, long end)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(labels);
        if (!ChurningLabels.Has(labels)) return labels;
        var values = new int[labels.Dimensions.Length][][];
        var dimensions = labels.Dimensions.ToArray();
        for (var d = 0; d < dimensions.Length; d++)
        {
            if (dimensions[d].Lifetime is null) continue;
            (dimensions[d], values[d]) = ValuesBetween(model, dimensions[d], first, end);
        }

        var whole = new LabelSpace([.. dimensions]);
        if (labels.Count == labels.Whole.Count) return whole;
        var numbers = new SortedSet<int>();
        var digits = new int[dimensions.Length];
        for (var i = 0; i < labels.Count; i++)
        {
            labels.Digits(i, digits);
            AddNumbers(numbers, dimensions, values, digits, 0, 0);
        }

        return whole.Only([.. numbers]);
    }

    private static (LabelDimension Dimension, int[][] Values) ValuesBetween(SimulationModel model, LabelDimension places, long first, long end)
    {
        var lives = new LabelLives(model.Seed, LabelDimension.Churning(places.Name, places.Count, places.Prefix!, places.Lifetime!.Value), model.Timeline.UpdateInterval);
        lives.AdvanceTo(first);
        var values = new List<string>[places.Count];
        for (var place = 0; place < values.Length; place++) values[place] = [lives.Current.Value(place)];
        while (lives.NextChange < end)
        {
            foreach (var place in lives.AdvanceTo(lives.NextChange)) values[place].Add(lives.Current.Value(place));
        }

        var number = 0;
        return (new LabelDimension(places.Name, [.. values.SelectMany(each => each)]), [.. values.Select(each => each.Select(_ => number++).ToArray())]);
    }

    private static void AddNumbers(SortedSet<int> numbers, LabelDimension[] dimensions, int[][][] values, int[] digits, int d, int number)
    {
        if (d == dimensions.Length)
        {
            numbers.Add(number);
            return;
        }

        foreach (var value in values[d] is { } living ? living[digits[d]] : [digits[d]])
            AddNumbers(numbers, dimensions, values, digits, d + 1, number * dimensions[d].Count + value);
    }
}
