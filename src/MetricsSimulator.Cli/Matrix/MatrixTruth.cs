using System.Globalization;
using MetricsSimulator.Events;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.Matrix;

/// <summary>What a team exports, computed without an exporter. Not thread-safe while it is computed.</summary>
internal sealed class MatrixTruth
{
    private readonly List<MetricExport[]> _exports = [];
    private readonly Dictionary<string, int> _samples = new(StringComparer.Ordinal);
    private readonly HashSet<string> _series = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TrueTotal> _totals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ExportedPoint> _last = new(StringComparer.Ordinal);

    /// <summary>Computes the truth.</summary>
    /// <param name="model">The run.</param>
    /// <param name="options">When processes export, and what values contain.</param>
    /// <param name="ticks">The number of ticks.</param>
    public MatrixTruth(SimulationModel model, ExportOptions options, int ticks)
    {
        var other = options with { Temporality = options.Temporality == Temporality.Delta ? Temporality.Cumulative : Temporality.Delta };
        var simulator = new Simulator(model, deliver: batch =>
        {
            if (batch.Tick == 0) return;
            _exports.Add([.. batch.FindExports(options).Metrics]);
            foreach (var export in _exports[^1]) AddSamples(export);
            foreach (var export in batch.FindExports(other).Metrics) AddTotals(export);
        });
        simulator.AdvanceTo(ticks);
    }

    /// <summary>The exports at each tick, from tick 1 on.</summary>
    public IReadOnlyList<MetricExport[]> Exports => _exports;

    /// <summary>How often each sample is exported.</summary>
    public IReadOnlyDictionary<string, int> Samples => _samples;

    /// <summary>The series of the samples.</summary>
    public IReadOnlySet<string> Series => _series;

    /// <summary>The number of samples.</summary>
    public long SampleCount { get; private set; }

    /// <summary>The sum of each metric at the end, computed with the other temporality.</summary>
    public IReadOnlyCollection<TrueTotal> Totals => _totals.Values;

    private void AddSamples(MetricExport export)
    {
        foreach (var sum in export.Sums)
        {
            foreach (var point in sum.Points)
            {
                var series = SampleText.Series(export.Resource, sum.Name, point.Attributes);
                var sample = SampleText.Sample(series, sum.Unit, export.Scope, export.Start, export.Time, point.Value);
                _series.Add(series);
                _samples[sample] = _samples.TryGetValue(sample, out var count) ? count + 1 : 1;
                SampleCount++;
            }
        }
    }

    private void AddTotals(MetricExport export)
    {
        foreach (var sum in export.Sums)
        {
            if (!_totals.TryGetValue(sum.Name, out var total)) _totals[sum.Name] = total = new TrueTotal(sum.Name);
            foreach (var point in sum.Points)
            {
                total.Add(point.Value);
                if (export.Temporality == Temporality.Delta) continue;
                var series = string.Create(CultureInfo.InvariantCulture, $"{export.Process} {export.Start.UtcTicks} {SampleText.Series(export.Resource, sum.Name, point.Attributes)}");
                if (_last.TryGetValue(series, out var before)) total.Add(-before.Value);
                _last[series] = point;
            }
        }
    }
}
