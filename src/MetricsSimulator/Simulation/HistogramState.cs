using System.Runtime.CompilerServices;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Simulation;

/// <summary>
/// The running state of a histogram: the paths of its median and of its arrivals, and the counts and sum of every label set. Ranges are
/// thread-safe as <see cref="MetricState"/> says.
/// </summary>
internal sealed class HistogramState : MetricState
{
    private readonly PathState _medians;
    private readonly PathState _arrivals;
    private readonly SeriesKeys _keys;
    private readonly ObservationSampler _sampler;
    private readonly double _unitsPerStep;
    private readonly double _spread;
    private readonly double[] _counts;
    private readonly double[] _sums;
    private readonly int _bucketCount;

    /// <summary>Creates the state at tick 0, where nothing has been observed.</summary>
    public HistogramState(HistogramDefinition definition, SeriesRange range, PathFactory factory)
        : base(definition, range)
    {
        _medians = factory.CreateWhole(definition.Median, definition.Split, DrawPurpose.PathStep);
        _arrivals = factory.Create(definition.Arrivals.Process, definition.Split, DrawPurpose.ArrivalsStep);
        _keys = factory.Keys;
        _sampler = new ObservationSampler([.. definition.Buckets]);
        _unitsPerStep = factory.Step / definition.Arrivals.Per;
        _spread = definition.Spread;
        _bucketCount = definition.Buckets.Length + 1;
        _counts = new double[checked(range.Count * _bucketCount)];
        _sums = new double[range.Count];
    }

    /// <inheritdoc/>
    public override void Begin(long tick)
    {
        _medians.Begin(tick);
        _arrivals.Begin(tick);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public override void Advance(long tick, int first, int count, Span<double> values)
    {
        Span<double> medianScratch = stackalloc double[PathState.BlockLength];
        Span<double> arrivalsScratch = stackalloc double[PathState.BlockLength];
        for (var end = first + count; first < end; first += PathState.BlockLength)
        {
            var length = Math.Min(PathState.BlockLength, end - first);
            var medians = _medians.Before(first, medianScratch[..length]);
            var arrivals = _arrivals.Before(first, arrivalsScratch[..length]);
            for (var i = 0; i < length; i++) Observe(tick, first + i, medians[i], arrivals[i] * _unitsPerStep);
            _medians.Evolve(tick, first, length);
            _arrivals.Evolve(tick, first, length);
            if (!values.IsEmpty) Show(first, length, values);
        }
    }

    /// <inheritdoc/>
    public override void ShowInitial(Span<double> values) => Show(0, Range.Count, values);

    private void Observe(long tick, int labelSet, double median, double mean)
    {
        var key = _keys[labelSet];
        var observations = PoissonDistribution.Draw(mean, new DrawStream(key, tick, DrawPurpose.Arrivals));
        if (observations == 0) return;
        _sums[labelSet] += _sampler.Observe(
            observations, new LognormalDistribution(median, _spread), key, tick, _counts.AsSpan(labelSet * _bucketCount, _bucketCount));
    }

    private void Show(int first, int count, Span<double> values)
    {
        var stride = _bucketCount + 1;
        for (var i = first; i < first + count; i++)
        {
            var shown = values.Slice(i * stride, stride);
            double cumulative = 0;
            for (var b = 0; b < _bucketCount; b++)
            {
                cumulative += _counts[i * _bucketCount + b];
                shown[b] = cumulative;
            }

            shown[_bucketCount] = _sums[i];
        }
    }
}
