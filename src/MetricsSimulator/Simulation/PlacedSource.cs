using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Simulation;

/// <summary>A source with the place of its values in the snapshots and with the numbers of its series. One thread at a time.</summary>
/// <param name="source">The source.</param>
/// <param name="isScraped">Whether a scrape finds its series.</param>
/// <param name="isShown">Whether its values have a place; otherwise it only advances.</param>
internal sealed class PlacedSource(Source source, bool isScraped = true, bool isShown = true)
{
    private ImmutableArray<MetricFamily> _own;
    private ImmutableArray<MetricFamily> _placed;
    private int _offset;

    /// <summary>The source.</summary>
    public Source Source => source;

    /// <summary>Whether a scrape finds its series.</summary>
    public bool IsScraped => isScraped;

    /// <summary>Whether its values have a place.</summary>
    public bool IsShown => isShown;

    /// <summary>The families that it shows.</summary>
    public ImmutableArray<MetricFamily> Families => isShown ? source.Families : [];

    /// <summary>The number of its values, in the place that was set last.</summary>
    public int Length { get; private set; }

    /// <summary>Sets its first place.</summary>
    /// <param name="offset">The index of its first value.</param>
    /// <param name="numbers">The numbers of its series, family by family.</param>
    /// <returns>Its families at that place.</returns>
    public ImmutableArray<MetricFamily> PlaceAt(int offset, IEnumerable<SeriesNumbers> numbers)
    {
        _own = Families;
        _offset = offset;
        Length = _own.Sum(family => family.ValueCount);
        return _placed = [.. _own.Zip(numbers, (family, each) => family.Placed(offset, each))];
    }

    /// <summary>Sets its place again, after a tick began.</summary>
    /// <param name="offset">The index of its first value.</param>
    /// <param name="registry">The registry, which numbers series that are born.</param>
    /// <param name="tick">The tick at which they are born.</param>
    /// <returns>Its families at that place; the same objects as before if nothing has changed.</returns>
    public ImmutableArray<MetricFamily> PlaceAt(int offset, SeriesRegistry registry, long tick)
    {
        var families = Families;
        if (families == _own && offset == _offset) return _placed;
        var placed = ImmutableArray.CreateBuilder<MetricFamily>(families.Length);
        for (var i = 0; i < families.Length; i++)
        {
            var isSame = offset == _offset && ReferenceEquals(families[i], _own[i]);
            placed.Add(isSame ? _placed[i] : families[i].Placed(offset, registry.NumbersOf(families[i], _placed[i], tick)));
        }

        (_own, _offset) = (families, offset);
        Length = families.Sum(family => family.ValueCount);
        return _placed = placed.DrainToImmutable();
    }

    /// <summary>Its part of an array with the values of a snapshot, or with facts about them.</summary>
    public Span<T> In<T>(T[] values) => values.AsSpan(_offset, Length);
}
