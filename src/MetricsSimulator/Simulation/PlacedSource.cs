using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Simulation;

/// <summary>A source with the place of its values in the snapshots. One thread at a time.</summary>
/// <param name="source">The source.</param>
internal sealed class PlacedSource(Source source)
{
    private ImmutableArray<MetricFamily> _own;
    private ImmutableArray<MetricFamily> _placed;
    private int _offset;

    /// <summary>The source.</summary>
    public Source Source => source;

    /// <summary>The number of its values, in the place that it was given last.</summary>
    public int Length { get; private set; }

    /// <summary>Gives it a place.</summary>
    /// <param name="offset">Where its values begin.</param>
    /// <returns>Its families there; the same as before when neither they nor the place have changed.</returns>
    public ImmutableArray<MetricFamily> PlaceAt(int offset)
    {
        var families = source.Families;
        if (families == _own && offset == _offset) return _placed;
        (_own, _offset) = (families, offset);
        Length = families.Sum(family => family.ValueCount);
        return _placed = offset == 0 ? families : [.. families.Select(family => family.MovedBy(offset))];
    }

    /// <summary>Its values in a snapshot.</summary>
    public Span<double> In(double[] values) => values.AsSpan(_offset, Length);
}
