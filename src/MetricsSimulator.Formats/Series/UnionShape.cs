using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Series;

/// <summary>The families of a union that have the same name and the same series for each label set, although their types may differ. Not thread-safe.</summary>
/// <param name="name">The name of the families.</param>
/// <param name="series">The series of a label set.</param>
internal sealed class UnionShape(string name, ImmutableArray<FamilySeries> series)
{
    private readonly List<MetricFamily> _products = [];
    private readonly Dictionary<string, Place> _listed = new(StringComparer.Ordinal);

    /// <summary>Whether a family has this shape.</summary>
    public bool Fits(MetricFamily family)
    {
        if (family.Name != name || family.Series.Length != series.Length) return false;
        for (var i = 0; i < series.Length; i++)
            if (family.Series[i].Suffix != series[i].Suffix || family.Series[i].Label != series[i].Label) return false;
        return true;
    }

    /// <summary>Adds a family of this shape.</summary>
    public void Add(MetricFamily family)
    {
        if (family.Labels is LabelSpace)
        {
            _products.Add(family);
            return;
        }

        for (var row = 0; row < family.Range.Count; row++) _listed.TryAdd(LabelSetMatch.TextOf(family.Labels, family.Range.First + row), new Place(family, row));
    }

    /// <summary>For each series of a family, the index of the series of this shape with the same name and label, or −1; null if there is none.</summary>
    public int[]? SeriesLike(MetricFamily family)
    {
        // A series h_sum may belong to the histogram h at one time, and be a gauge at another.
        if (!family.Name.StartsWith(name, StringComparison.Ordinal) && !name.StartsWith(family.Name, StringComparison.Ordinal)) return null;
        int[] like = [.. family.Series.Select(one => IndexOf(family.Name + one.Suffix, one.Label))];
        return Array.TrueForAll(like, index => index < 0) ? null : like;
    }

    /// <summary>Finds label sets.</summary>
    /// <param name="labels">The label sets to find.</param>
    /// <returns>A function from the number of a label set to its place; null if it has none. For one thread at a time.</returns>
    public Func<int, Place?> FinderFor(LabelSets labels)
    {
        var products = _products.Select(product => (Family: product, IndexOf: LabelSetMatch.Between(labels, product.Labels))).Where(product => product.IndexOf is not null).ToArray();
        return labelSet =>
        {
            foreach (var (family, indexOf) in products)
            {
                var index = indexOf!(labelSet);
                if (family.Range.Contains(index)) return new Place(family, index - family.Range.First);
            }

            return _listed.Count > 0 && _listed.TryGetValue(LabelSetMatch.TextOf(labels, labelSet), out var listed) ? listed : null;
        };
    }

    private int IndexOf(string full, SeriesLabel? label)
    {
        for (var i = 0; i < series.Length; i++)
            if (series[i].Label == label && name + series[i].Suffix == full) return i;
        return -1;
    }

    /// <summary>The place of a label set.</summary>
    /// <param name="Family">The family.</param>
    /// <param name="Row">Its index among the label sets that the family shows.</param>
    public readonly record struct Place(MetricFamily Family, int Row);
}
