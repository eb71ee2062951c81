using MetricsSimulator.Metrics;

namespace MetricsSimulator.Scrapes;

/// <summary>The series of a family that a scrape finds.</summary>
/// <param name="Family">The family with its label sets at the time of the scrape.</param>
/// <param name="Absent">For each label set that it shows, whether it is absent; null if none is. It never changes.</param>
/// <param name="Defined">
/// The family as its model defines it, before churn replaced any label values. It is the same object for all scrapes while the
/// model stays the same.
/// </param>
internal readonly record struct ScrapedFamily(MetricFamily Family, bool[]? Absent, MetricFamily Defined)
{
    /// <summary>The number of series.</summary>
    public long Count => (Absent is null ? Family.Range.Count : Absent.Count(absent => !absent)) * (long)Family.Series.Length;

    /// <summary>Whether another scrape found the same series.</summary>
    public bool IsSameAs(in ScrapedFamily other) => ReferenceEquals(Family, other.Family) && ReferenceEquals(Absent, other.Absent);

    /// <summary>Whether a label set is present.</summary>
    /// <param name="row">The index of the label set among those that the family shows.</param>
    public bool Has(int row) => Absent is null || !Absent[row];

    /// <summary>The number of series that were absent when another scrape found the same family.</summary>
    public long AddedSince(in ScrapedFamily before)
    {
        if (IsSameAs(before)) return 0;
        int[] renewed = ReferenceEquals(Family, before.Family) ? [] : ((LabelSpace)Family.Labels).LabelSetsOtherThanIn((LabelSpace)before.Family.Labels, Family.Range);
        long added = renewed.Count(Has);
        if (before.Absent is not null && !ReferenceEquals(before.Absent, Absent))
        {
            var next = 0;
            for (var row = 0; row < Family.Range.Count; row++)
            {
                if (next < renewed.Length && renewed[next] == row) next++;
                else if (before.Absent[row] && Has(row)) added++;
            }
        }

        return added * Family.Series.Length;
    }

    /// <summary>The number of series that are in none of the families of another scrape.</summary>
    public long AddedSince(IReadOnlyCollection<ScrapedFamily> before)
    {
        var width = Family.Series.Length;
        var known = new bool[Family.Range.Count * width];
        foreach (var other in before)
        {
            if (Family.Labels is LabelList && other.Family.Labels is LabelList && Family.Name == other.Family.Name && Family.Series.AsSpan().SequenceEqual(other.Family.Series.AsSpan()))
                MarkListed(other, known);
            else
                foreach (var (one, own) in SeriesMatch.Between(Family, other.Family)) known[one] |= other.Has(own / other.Family.Series.Length);
        }

        long added = 0;
        for (var series = 0; series < known.Length; series++)
            if (!known[series] && Has(series / width)) added++;
        return added;
    }

    // A label set that stays is the same object, so that few are left to compare by their labels.
    private void MarkListed(in ScrapedFamily before, bool[] known)
    {
        var (list, listBefore, width) = ((LabelList)Family.Labels, (LabelList)before.Family.Labels, Family.Series.Length);
        var left = new HashSet<LabelSet>(ReferenceEqualityComparer.Instance);
        for (var row = 0; row < before.Family.Range.Count; row++)
            if (before.Has(row)) left.Add(listBefore.LabelSets[before.Family.Range.First + row]);
        var others = new List<int>();
        for (var row = 0; row < Family.Range.Count; row++)
        {
            if (left.Remove(list.LabelSets[Family.Range.First + row])) known.AsSpan(row * width, width).Fill(true);
            else others.Add(row);
        }

        foreach (var row in others)
            if (left.Any(list.LabelSets[Family.Range.First + row].HasLabelsOf)) known.AsSpan(row * width, width).Fill(true);
    }
}
