using System.Collections.Immutable;

namespace MetricsSimulator.Scrapes;

/// <summary>
/// The series of the last good scrape, by which a scraper knows what is new in the next: a failed scrape in between changes nothing, and a series that was absent from a
/// good one is new when it comes again. It never changes; a scrape gives the next.
/// </summary>
/// <remarks>Source: prometheus/prometheus, scrape/scrape.go, scrapeCache: a good scrape drops the entries that it did not meet, a failed one keeps them.</remarks>
internal sealed class ScrapeCache
{
    /// <summary>Before the first scrape.</summary>
    public static readonly ScrapeCache Empty = new([]);

    private readonly ImmutableArray<ScrapedFamily> _families;

    private ScrapeCache(ImmutableArray<ScrapedFamily> families)
    {
        _families = families;
        Count = families.Sum(family => family.Count);
    }

    /// <summary>The number of series.</summary>
    public long Count { get; }

    /// <summary>About how much memory it takes, in bytes.</summary>
    public long Bytes => _families.Sum(family => 64L + (family.Absent?.Length ?? 0));

    /// <summary>Takes a good scrape.</summary>
    /// <param name="families">What it found.</param>
    /// <param name="added">The number of series that the last good scrape had not.</param>
    /// <returns>The cache after it; the same one when it found the same.</returns>
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

        // After a change of the model, and where label sets are listed, series are known by their names and labels.
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
