using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Curves;

/// <summary>Series whose values add up. One thread at a time.</summary>
/// <param name="name">The value of the label that they share; empty if they share none.</param>
/// <param name="family">Their family, or one with the same type and buckets.</param>
internal sealed class SeriesGroup(string name, MetricFamily family)
{
    private readonly double[] _sums = new double[family.Stride];
    private readonly double[] _increases = new double[family.Stride];

    /// <summary>The value of the label that they share.</summary>
    public string Name => name;

    /// <summary>Their family, or one with the same type and buckets.</summary>
    public MetricFamily Family => family;

    /// <summary>The number of label sets that are present at this tick.</summary>
    public int Present { get; private set; }

    /// <summary>The sums of their values at this tick.</summary>
    public ReadOnlySpan<double> Sums => _sums;

    /// <summary>The increases of their values since the first tick that was read. A new series has no increase yet.</summary>
    public ReadOnlySpan<double> Increases => _increases;

    /// <summary>Begins a tick.</summary>
    public void Begin()
    {
        Present = 0;
        _sums.AsSpan().Clear();
    }

    /// <summary>Adds a label set that is present.</summary>
    /// <param name="values">Its values.</param>
    /// <param name="last">Its values when it was last present, or NaN if it never was; set to the current values.</param>
    public void Add(ReadOnlySpan<double> values, double[] last)
    {
        Present++;
        for (var i = 0; i < values.Length; i++)
        {
            _sums[i] += values[i];
            if (!double.IsNaN(last[i])) _increases[i] += CounterGrowth.Of(last[i], values[i]);
            last[i] = values[i];
        }
    }
}
