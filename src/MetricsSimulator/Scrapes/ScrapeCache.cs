using System.Collections.Immutable;

namespace MetricsSimulator.Scrapes;

/// <summary>
/// The series of the last good scrape, from which a scraper knows which series of the next are new. A failed scrape changes nothing. A series that was absent from a
/// good scrape is new when it returns. Immutable; a good scrape gives another cache.
/// </summary>
/// <remarks>Source: prometheus/prometheus, scrape/scrape.go, scrapeCache: a good scrape drops the entries that it did not find, a failed one keeps them.</remarks>
internal sealed class ScrapeCache
{
    /// <summary>The cache before the first scrape.</summary>
    public static readonly ScrapeCache Empty = new([]);

    private readonly ImmutableArray<ScrapedFamily> _families;

    private ScrapeCache(ImmutableArray<ScrapedFamily> families)
    {
        _families = families;
        Count = families.Sum(family => family.Count);
    }

    /// <summary>The number of series.</summary>
    public long Count { get; }

    /// <summary>Roughly its size in memory, in bytes.</summary>
    public long Bytes => _families.Sum(family => 64L + (family.Absent?.Length ?? 0));

    /// <summary>Adds a good scrape.</summary>
    /// <param name="families">The families that the scrape found.</param>
    /// <param name="added">The number of series that were not in the last good scrape.</param>
    /// <returns>The cache after it; the same object if the scrape found the same series.</returns>
    public ScrapeCache Take(ReadOnlySpan<ScrapedFamily> families, out long added)
    {
        added = 0;
        if (IsSame(families)) return this;
        var next = new ScrapeCache([.. families]);
        var before = new List<ScrapedFamily>(_families);
        var others = new List<ScrapedFamily>();
        foreach (var family in families)
        {
            var index = before.FindIndex(known => ReferenceEquals(known.Defined, family.Defined));
            if (index < 0)
            {
                others.Add(family);
                continue;
            }

            added += family.AddedSince(before[index]);
            before.RemoveAt(index);
        }

        // After a change of the model, and for listed label sets, series are compared by their names and labels.
        foreach (var family in others) added += family.AddedSince(before);
        return next;
    }

    private bool IsSame(ReadOnlySpan<ScrapedFamily> families)
    {
        if (families.Length != _families.Length) return false;
        for (var i = 0; i < families.Length; i++)
            if (!families[i].IsSameAs(_families[i])) return false;
        return true;
    }
}
