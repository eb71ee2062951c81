using MetricsSimulator.Cli.History;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.Scoring.Incidents;

/// <summary>A run whose values are compared with those of others, series by series. One thread at a time.</summary>
/// <param name="span">The run.</param>
/// <param name="index">The numbers of the series.</param>
internal sealed class ComparedRun(RunSpan span, SeriesIndex index)
{
    private readonly Simulator _simulator = span.Simulate(SeriesSelection.All, 1);
    private Dictionary<SeriesNumbers, int[]> _families = new(ReferenceEqualityComparer.Instance);
    // For the number that a series has in the run, that in the index.
    private readonly Dictionary<long, int> _known = [];
    private Layout? _layout;
    private double[] _values = [];

    /// <summary>The value of every series at the current tick, at its number in the index; the stale marker for one that is absent. Later series are absent too.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Moves to a tick.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void AdvanceTo(long tick, CancellationToken cancellation)
    {
        _simulator.AdvanceTo(tick, cancellation: cancellation);
        using var snapshot = _simulator.Acquire();
        if (!ReferenceEquals(_layout, snapshot.Layout)) Map(_layout = snapshot.Layout);
        var values = snapshot.Values;
        foreach (var family in _layout.Families)
        {
            var numbers = _families[family.Numbers];
            var next = 0;
            for (var row = 0; row < family.Range.Count; row++)
                foreach (var series in family.Series) _values[numbers[next++]] = values[family.ValueOffset + row * family.Stride + series.Value];
        }
    }

    private void Map(Layout layout)
    {
        var families = new Dictionary<SeriesNumbers, int[]>(ReferenceEqualityComparer.Instance);
        foreach (var family in layout.Families) families.Add(family.Numbers, _families.TryGetValue(family.Numbers, out var known) ? known : index.NumbersOf(family, _known));
        _families = families;
        if (_values.Length < index.Count) _values = new double[index.Count + index.Count / 2];
        // Series that the layout does not show any more are absent.
        _values.AsSpan().Fill(Staleness.Marker);
    }
}
