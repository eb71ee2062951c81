using System.Runtime.CompilerServices;
using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Paths;
using MetricsSimulator.Randomness;
using MetricsSimulator.Sources;

namespace MetricsSimulator.States;

/// <summary>
/// The running state of a histogram: the paths of its median and of its arrivals, and the counts and sum of every label set. Ranges are
/// thread-safe as <see cref="MetricState"/> says.
/// </summary>
internal sealed class HistogramState : MetricState
{
    private readonly PathState _medians;
    private readonly PathState _arrivals;
    private readonly ObservationSampler _sampler;
    private readonly double _unitsPerStep;
    private readonly double[] _spreads;
    private readonly double[] _counts;
    private readonly double[] _sums;
    private readonly int _bucketCount;
    private readonly Remembered _last = new();
    private double[]? _countBases;
    private double[]? _sumBases;

    /// <summary>Creates the state at tick 0, where nothing has been observed.</summary>
    public HistogramState(PhasedMetric<HistogramDefinition> metric, SeriesRange range, PathFactory factory)
        : base(metric.Definition, range)
    {
        var definition = metric.Definition;
        _medians = factory.CreateWhole(metric, histogram => histogram.Median, definition.Split, DrawPurpose.PathStep);
        _arrivals = factory.Create(metric, histogram => histogram.Arrivals.Process, definition.Split, DrawPurpose.ArrivalsStep);
        Keys = factory.Keys;
        _sampler = new ObservationSampler([.. definition.Buckets]);
        _unitsPerStep = factory.Step / definition.Arrivals.Per;
        _spreads = [.. metric.Phases.Select(phase => phase.Spread)];
        _bucketCount = definition.Buckets.Length + 1;
        _counts = new double[checked(range.Count * _bucketCount)];
        _sums = new double[range.Count];
    }

    /// <inheritdoc/>
    public override SeriesKeys Keys { get; }

    /// <inheritdoc/>
    public override void Begin(long tick, in MetricConditions conditions)
    {
        base.Begin(tick, conditions);
        _medians.Begin(tick, conditions.Turn);
        _arrivals.Begin(tick, conditions.Turn);
        if (conditions.During is null) _last.Forget();
        else _last.Prepare(Range.Count);
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
            var units = _unitsPerStep * Conditions.Scale;
            if (Conditions.During is { } disturbance) ObserveDisturbed(tick, first, medians, arrivals, units, disturbance);
            else for (var i = 0; i < length; i++) Observe(tick, first + i, medians[i], arrivals[i] * units);
            _medians.Evolve(tick, first, length);
            _arrivals.Evolve(tick, first, length);
            RenewBorn(first, length);
            if (Conditions.After is { } after) Reset(first, length, after);
            if (!values.IsEmpty) Show(first, length, values, Conditions.After);
        }
    }

    /// <inheritdoc/>
    public override void ShowAll(Span<double> values, Disturbance? disturbance) => Show(0, Range.Count, values, disturbance);

    /// <inheritdoc/>
    public override void TakeOver(MetricState other, ReadOnlySpan<int> sources, int? pathsIn)
    {
        var histogram = (HistogramState)other;
        if (histogram._sampler.HasBucketsOf(_sampler))
        {
            CopyTotals(_counts, histogram._counts, sources, _bucketCount);
            CopyTotals(_sums, histogram._sums, sources);
            if (histogram._countBases is not null)
            {
                CopyTotals(_countBases = new double[_counts.Length], histogram._countBases, sources, _bucketCount);
                CopyTotals(_sumBases = new double[_sums.Length], histogram._sumBases!, sources);
            }
        }

        if (pathsIn is not { } phase) return;
        _medians.TakeOver(histogram._medians, sources, phase);
        _arrivals.TakeOver(histogram._arrivals, sources, phase);
        _last.TakeOver(histogram._last, sources);
    }

    /// <inheritdoc/>
    public override void Exchange(IStateArrays arrays)
    {
        _medians.Exchange(arrays);
        _arrivals.Exchange(arrays);
        _last.Exchange(arrays);
        arrays.Each(_counts, _bucketCount);
        arrays.Each(_sums);
        arrays.EachOrNone(ref _countBases, _bucketCount);
        arrays.EachOrNone(ref _sumBases);
    }

    /// <inheritdoc/>
    protected override void Renew(int labelSet)
    {
        _medians.Renew(labelSet);
        _arrivals.Renew(labelSet);
        _last.ForgetOne(labelSet);
        _counts.AsSpan(labelSet * _bucketCount, _bucketCount).Clear();
        _countBases.AsSpan().Slice(_countBases is null ? 0 : labelSet * _bucketCount, _countBases is null ? 0 : _bucketCount).Clear();
        _sums[labelSet] = 0;
        if (_sumBases is not null) _sumBases[labelSet] = 0;
    }

    private LognormalDistribution DistributionAt(double median) =>
        new(Math.Min(median, LognormalDistribution.LargestMedian), _spreads[Conditions.Turn.Phase]);

    // More observations than a double can count one by one make no histogram; a factor beyond any number may meet a rate of 0.
    private static double Countable(double mean) => mean > 0 ? Math.Min(mean, 1L << 53) : 0;

    private void Observe(long tick, int labelSet, double median, double mean)
    {
        var key = Keys[labelSet];
        var observations = PoissonDistribution.Draw(Countable(mean), new DrawStream(key, tick, DrawPurpose.Arrivals));
        if (observations > 0) Add(observations, DistributionAt(median), key, tick, labelSet, added: false);
    }

    private void ObserveDisturbed(
        long tick, int first, ReadOnlySpan<double> medians, ReadOnlySpan<double> arrivals, double units, Disturbance disturbance)
    {
        for (var i = 0; i < medians.Length; i++)
        {
            var labelSet = first + i;
            var key = Keys[labelSet];
            disturbance.TryOf(labelSet, out var influence);
            var median = medians[i];
            var echo = influence.Echo;
            var last = _last.Last(labelSet, echo > 0, median);
            if (echo > 0) median = _medians.Bound(labelSet, median + echo * (median - last), after: false);
            var disturbedUnits = influence.CycleShift == TimeSpan.Zero ? units : _unitsPerStep * disturbance.ScaleAt(influence.CycleShift);
            var (clean, disturbed) = DisturbedArrivals.Draw(
                key, tick, Countable(arrivals[i] * units), Countable(arrivals[i] * disturbedUnits * influence.RateFactor));
            var distribution = DistributionAt(median * influence.ObservationFactor);
            if (disturbed > 0 && clean > 0) Add(Math.Min(clean, disturbed), distribution, key, tick, labelSet, added: false);
            if (disturbed > clean) Add(disturbed - clean, distribution, key, tick, labelSet, added: true);
        }
    }

    private void Add(double observations, LognormalDistribution distribution, SeriesKey key, long tick, int labelSet, bool added) =>
        _sums[labelSet] += _sampler.Observe(
            observations, distribution, key, tick, _counts.AsSpan(labelSet * _bucketCount, _bucketCount), added);

    private void Reset(int first, int count, Disturbance disturbance)
    {
        for (var i = first; i < first + count; i++)
        {
            if (!disturbance.TryOf(i, out var influence) || !influence.Restarts) continue;
            // Ranges of one tick run side by side: whoever is first makes the room.
            lock (_sums)
            {
                _countBases ??= new double[_counts.Length];
                _sumBases ??= new double[_sums.Length];
            }

            _counts.AsSpan(i * _bucketCount, _bucketCount).CopyTo(_countBases.AsSpan(i * _bucketCount));
            _sumBases[i] = _sums[i];
        }
    }

    private void Show(int first, int count, Span<double> values, Disturbance? disturbance)
    {
        var stride = _bucketCount + 1;
        for (var i = first; i < first + count; i++)
        {
            var shown = values.Slice(i * stride, stride);
            if (disturbance is not null && disturbance.TryOf(i, out var influence) && influence.Hidden)
            {
                shown.Fill(Staleness.Marker);
                continue;
            }

            double cumulative = 0;
            for (var b = 0; b < _bucketCount; b++)
            {
                cumulative += _counts[i * _bucketCount + b] - (_countBases is null ? 0 : _countBases[i * _bucketCount + b]);
                shown[b] = cumulative;
            }

            shown[_bucketCount] = _sums[i] - (_sumBases is null ? 0 : _sumBases[i]);
        }
    }
}
