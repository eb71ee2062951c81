using System.Runtime.CompilerServices;
using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Paths;
using MetricsSimulator.Randomness;

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
    private readonly int _bucketCount;
    private readonly int _stride;
    private readonly double[] _totals;
    private readonly CounterBases _bases;
    private readonly PathEcho _echo;

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
        // The count of each bucket, and then the sum.
        _stride = _bucketCount + 1;
        _totals = new double[checked(range.Count * _stride)];
        _bases = new CounterBases(Keys, _stride, (labelSet, totals) => TotalsOf(labelSet).CopyTo(totals));
        _echo = new PathEcho(_medians, range.Count, after: false);
    }

    /// <inheritdoc/>
    public override SeriesKeys Keys { get; }

    /// <inheritdoc/>
    public override void Begin(long tick, in MetricConditions conditions)
    {
        base.Begin(tick, conditions);
        _medians.Begin(tick, conditions.Turn);
        _arrivals.Begin(tick, conditions.Turn);
        _echo.Begin(conditions.During);
        _bases.Begin(conditions.After);
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
            if (Conditions.During is { IsAbsence: false } disturbance) ObserveDisturbed(tick, first, medians, arrivals, units, disturbance);
            else if (Conditions.During is null) for (var i = 0; i < length; i++) Observe(tick, first + i, medians[i], arrivals[i] * units);
            _medians.Evolve(tick, first, length);
            _arrivals.Evolve(tick, first, length);
            RenewBorn(first, length);
            if (Conditions.After is { IsAbsence: false } after) _bases.Follow(after, Conditions.During, first, length);
            if (!values.IsEmpty) Show(first, length, values, Conditions.After);
        }
    }

    /// <inheritdoc/>
    public override void ShowAll(long tick, Span<double> values, Disturbance? disturbance)
    {
        if (disturbance is not null) _bases.Follow(disturbance, null, 0, Range.Count);
        Show(0, Range.Count, values, disturbance);
    }

    /// <inheritdoc/>
    public override void ShowStarts(Span<long> starts, Disturbance? disturbance)
    {
        Span<long> one = stackalloc long[1];
        for (var i = 0; i < Range.Count; i++)
        {
            one[0] = starts[i * _stride];
            _bases.ShowStarts(i, one, disturbance);
            starts[i * _stride] = one[0];
        }
    }

    /// <inheritdoc/>
    public override void Restart(long tick) => _bases.Restart(tick);

    /// <inheritdoc/>
    public override void TakeOver(MetricState other, ReadOnlySpan<int> sources, int? pathsIn, long tick)
    {
        var histogram = (HistogramState)other;
        if (histogram._sampler.HasBucketsOf(_sampler))
        {
            CopyTotals(_totals, histogram._totals, sources, _stride);
            _bases.TakeOver(histogram._bases, sources);
        }
        else
        {
            _bases.Restart(tick);
        }

        if (pathsIn is not { } phase) return;
        _medians.TakeOver(histogram._medians, sources, phase);
        _arrivals.TakeOver(histogram._arrivals, sources, phase);
        _echo.TakeOver(histogram._echo, sources);
    }

    /// <inheritdoc/>
    public override void Exchange(IStateArrays arrays)
    {
        _medians.Exchange(arrays);
        _arrivals.Exchange(arrays);
        _echo.Exchange(arrays);
        arrays.Each(_totals, _stride);
        _bases.Exchange(arrays);
    }

    /// <inheritdoc/>
    protected override void Renew(int labelSet)
    {
        _medians.Renew(labelSet);
        _arrivals.Renew(labelSet);
        _echo.Forget(labelSet);
        TotalsOf(labelSet).Clear();
        _bases.Forget(labelSet);
    }

    private LognormalDistribution DistributionAt(double median) =>
        new(Math.Min(median, LognormalDistribution.LargestMedian), _spreads[Conditions.Turn.Phase]);

    // A double counts no more than 2^53 observations one by one. An infinite factor times a rate of 0 is NaN, which the comparison turns into 0.
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
        var end = first + medians.Length;
        var next = disturbance.NextTouched(first, end);
        for (var i = 0; i < medians.Length; i++)
        {
            var labelSet = first + i;
            if (labelSet != next)
            {
                Observe(tick, labelSet, medians[i], arrivals[i] * units);
                continue;
            }

            next = disturbance.NextTouched(labelSet + 1, end);
            ref readonly var influence = ref disturbance.Of(labelSet);
            var median = _echo.Of(labelSet, medians[i], influence);
            if (influence.Absent) continue;
            var key = Keys[labelSet];
            var disturbedUnits = influence.CycleShift == TimeSpan.Zero ? units : _unitsPerStep * influence.ShiftedScale;
            var (clean, disturbed) = DisturbedArrivals.Draw(
                key, tick, Countable(arrivals[i] * units), Countable(arrivals[i] * disturbedUnits * influence.RateFactor));
            var distribution = DistributionAt(median * influence.ObservationFactor);
            if (disturbed > 0 && clean > 0) Add(Math.Min(clean, disturbed), distribution, key, tick, labelSet, added: false);
            if (disturbed > clean) Add(disturbed - clean, distribution, key, tick, labelSet, added: true);
        }
    }

    private Span<double> TotalsOf(int labelSet) => _totals.AsSpan(labelSet * _stride, _stride);

    private void Add(double observations, LognormalDistribution distribution, SeriesKey key, long tick, int labelSet, bool added)
    {
        var totals = TotalsOf(labelSet);
        totals[_bucketCount] += _sampler.Observe(observations, distribution, key, tick, totals[.._bucketCount], added);
    }

    private void Show(int first, int count, Span<double> values, Disturbance? disturbance)
    {
        for (var i = first; i < first + count; i++)
        {
            var shown = values.Slice(i * _stride, _stride);
            if (disturbance is not null && disturbance.Of(i).IsStale)
            {
                shown.Fill(Staleness.Marker);
                continue;
            }

            TotalsOf(i).CopyTo(shown);
            var off = disturbance is not null && _bases.OfSecondWriter(i, disturbance) is { IsEmpty: false } begun ? begun : _bases.AtResets(i, 1);
            for (var b = 0; b < off.Length; b++) shown[b] -= off[b];
            for (var b = 1; b < _bucketCount; b++) shown[b] += shown[b - 1];
        }
    }
}
