using MetricsSimulator.Anomalies;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Anomalies;

namespace MetricsSimulator.Test.Simulation;

/// <summary>What is simulated is a finite number, however wild its parameters.</summary>
public sealed class FiniteNumbersTest
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly ProcessDefinition[] Wild =
    [
        new GeometricBrownianDefinition(1, 0.1),
        new BrownianDefinition(1, 1e308, new Volatility(1e308, Hour)),
        new ConstantDefinition(1e150),
    ];

    public static TheoryData<Accumulation, double, PathSplit> Counters => new(
        from accumulation in new[] { Accumulation.Integral, Accumulation.Poisson }
        from resolution in new[] { 0, 1, 1e15, 1e-15 }
        from split in new[] { PathSplit.Independent, PathSplit.PerSeries }
        select (accumulation, resolution, split));

    [Theory]
    [MemberData(nameof(Counters))]
    public void A_counter_stands_still_before_it_is_infinite(Accumulation accumulation, double resolution, PathSplit split)
    {
        foreach (var process in Wild)
        {
            var counter = new CounterDefinition("c", "c", "", Labels, new RateDefinition(process, TimeSpan.FromTicks(1)), split, accumulation, resolution);
            ExpectFiniteAndRising(new SimulationModel(1, Timeline, [counter]));
        }
    }

    [Fact]
    public void What_is_derived_from_countless_events_stands_still_too()
    {
        var events = new CounterDefinition("c", "c", "", Labels, new RateDefinition(Wild[0]), accumulate: Accumulation.Poisson);
        ExpectFiniteAndRising(new SimulationModel(1, Timeline, [events, new ThinnedCounterDefinition("d", "d", "", Labels, "c", 0.5)]));
    }

    [Fact]
    public void A_histogram_has_finite_sums_up_to_the_largest_spread()
    {
        foreach (var median in Wild)
        {
            foreach (var arrivals in Wild)
            {
                var histogram = new HistogramDefinition(
                    "h", "h", "", Labels, median, LognormalDistribution.LargestSpread, [1e-3, 1, 1e3, 1e300], new RateDefinition(arrivals));
                ExpectFiniteAndRising(new SimulationModel(1, Timeline, [histogram]));
            }
        }
    }

    [Fact]
    public void No_spike_makes_a_value_infinite()
    {
        AnomalyDefinition[] spikes = [.. Disturbed.Metrics.Where(metric => metric is not InfoDefinition).SelectMany(metric => Enumerable.Repeat(Disturbed.Anomaly("spike", metric.Key, 1e9), 40))];
        var scenario = new Scenario("s", [new Phase("only", TimeSpan.MaxValue)], repeats: false, [.. spikes.Where(spike => spike.Metric != "gauge")]);
        var counters = Disturbed.Metrics.Where(metric => metric is not (GaugeDefinition or InfoDefinition));
        ExpectFiniteAndRising(new SimulationModel(1, new Timeline(DateTimeOffset.UnixEpoch, Disturbed.Interval), [.. counters], scenario), Disturbed.Begin - 2);
        foreach (var values in (double[][])[Disturbed.With(spikes).At(Disturbed.Begin + 1, "gauge"), Disturbed.With(spikes).At(Disturbed.End, "gauge")])
            Assert.All(values, value => Assert.True(double.IsFinite(value)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10.001)]
    [InlineData(19)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_larger_spread_is_refused(double spread)
    {
        Assert.StartsWith("must be from 0 to 10, got ", HistogramDefinition.SpreadViolation(spread), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new HistogramDefinition(
            "h", "h", "", Labels, new ConstantDefinition(1), spread, [1], new RateDefinition(new ConstantDefinition(1))));
    }

    [Fact]
    public void Moments_are_numbers()
    {
        ProcessDefinition[] definitions =
        [
            .. Wild,
            new GeometricBrownianDefinition(0, 1, new Volatility(1e200, Hour)),
            new GeometricBrownianDefinition(1, -1e300, new Volatility(1e200, Hour)),
            new OrnsteinUhlenbeckDefinition(1, 1e308, 1e300, new Volatility(1e200, Hour)),
            new JumpDiffusionDefinition(1, new Jumps(0, Hour, 1e200, 1e200, JumpSizes.Lognormal)),
            new JumpDiffusionDefinition(1, new Jumps(1, Hour, 1e200, 1e200, JumpSizes.Lognormal)),
            new JumpDiffusionDefinition(0, new Jumps(1, Hour, 800, 0, JumpSizes.Lognormal)),
            new RegimeSwitchingDefinition(1, new(Hour, 1e300, new Volatility(1e200, Hour)), new(Hour, -1e300, null, 1e6, 1e300)),
        ];
        foreach (var definition in definitions)
        {
            foreach (var elapsed in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromTicks(1), Hour, 1e5 * Hour])
            {
                var moments = definition.MomentsAfter(elapsed);
                Assert.False(double.IsNaN(moments.Mean), $"mean of {definition} after {elapsed}");
                Assert.True(moments.Variance >= 0, $"variance {moments.Variance} of {definition} after {elapsed}");
                if (elapsed == TimeSpan.Zero) Assert.Equal(new Moments(definition.InitialValue, 0), moments);
            }
        }
    }

    private static LabelSpace Labels => new([LabelDimension.Generate("w", 3, "w")]);

    private static Timeline Timeline => new(DateTimeOffset.UnixEpoch, Hour);

    private static void ExpectFiniteAndRising(SimulationModel model, int from = 0)
    {
        var simulator = new Simulator(model);
        double[] before = [];
        for (var tick = from; tick < from + 12; tick++)
        {
            simulator.AdvanceTo(tick);
            using var snapshot = simulator.Acquire();
            Assert.All(snapshot.Values.ToArray(), value => Assert.True(double.IsFinite(value), $"{value} at tick {tick} of {model.Metrics[^1]}"));
            for (var i = 0; i < before.Length; i++) Assert.True(snapshot.Values[i] >= before[i], $"falls at tick {tick} of {model.Metrics[^1]}");
            before = snapshot.Values.ToArray();
        }
    }
}
