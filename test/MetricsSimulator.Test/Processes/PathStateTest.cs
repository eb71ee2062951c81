using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Processes;

/// <summary>What a path has beside its value, and where it is when its law changes.</summary>
public sealed class PathStateTest
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly LabelSpace Labels = new([LabelDimension.Generate("w", 40, "w")]);

    private static readonly RegimeSwitchingDefinition Switching = new(
        100, new(20 * Second, 0.1, new Volatility(1, Second)), new(20 * Second, 0, new Volatility(9, Second), 0.5, 500), Bounds.None);

    private static readonly JumpDiffusionDefinition Jumping = new(
        100, new Jumps(0.1, Second, 30, 5), 0.1, new Volatility(1, Second), Bounds.None);

    public static TheoryData<PathSplit> Splits => [PathSplit.Independent, PathSplit.Shared, PathSplit.PerSeries];

    [Theory]
    [MemberData(nameof(Splits))]
    public void Paths_go_on_from_any_checkpoint_as_they_did(PathSplit split)
    {
        var model = Model(Gauge(Switching, split), Gauge(Jumping, split, "jumping"), Histogram(split));
        var whole = new Simulator(model);
        for (var tick = 0; tick < 60; tick += 7)
        {
            whole.AdvanceTo(tick);
            var restored = new Simulator(model, from: whole.Keep());
            whole.AdvanceTo(tick + 30);
            restored.AdvanceTo(tick + 30);
            Assert.Equal(Values(whole), Values(restored));
            whole = restored;
        }
    }

    [Theory]
    [MemberData(nameof(Splits))]
    public void A_reload_that_changes_nothing_keeps_regimes(PathSplit split)
    {
        var reloaded = new Simulator(Model(Gauge(Switching, split)));
        for (var tick = 3; tick < 100; tick += 10) reloaded.Add(new ModelChange.Reloaded(tick, Model(Gauge(Switching, split))));
        var plain = new Simulator(Model(Gauge(Switching, split)));
        reloaded.AdvanceTo(110);
        plain.AdvanceTo(110);
        Assert.Equal(Values(plain), Values(reloaded));
    }

    [Theory]
    [MemberData(nameof(Splits))]
    public void Each_label_set_simulated_alone_jumps_and_switches_as_among_all(PathSplit split)
    {
        var model = Model(Gauge(Switching, split), Gauge(Jumping, split, "jumping"));
        var whole = new Simulator(model);
        whole.AdvanceTo(80);
        using var all = whole.Acquire();
        foreach (var (metric, first) in model.Metrics.Select((metric, i) => (metric, i * Labels.Count)))
        {
            var alone = new Simulator(model, SeriesSelection.Of(metric.Key, new SeriesRange(17, 1)));
            alone.AdvanceTo(80);
            Assert.Equal([all.Values[first + 17]], Values(alone));
        }
    }

    [Theory]
    [MemberData(nameof(Splits))]
    public void Paths_are_within_the_narrower_bounds_of_a_phase_from_its_first_tick(PathSplit split)
    {
        foreach (var drift in (double[])[0, 3])
        {
            foreach (var rule in (BoundRule[])[BoundRule.Clamp, BoundRule.Reflect])
            {
                var wide = Gauge(new BrownianDefinition(140, 0.1, null, new Bounds(0, 1000)), split);
                var narrow = Gauge(new BrownianDefinition(40, drift, null, new Bounds(0, 50), rule), split);
                var scenario = new Scenario("s", [new Phase("wide", 5 * Second, [new(wide)]), new Phase("narrow", 5 * Second, [new(narrow)])], repeats: false);
                var simulator = new Simulator(new SimulationModel(1, Timeline, [wide], scenario));
                simulator.AdvanceTo(4);
                ExpectWithin(simulator, split, 140, 141);
                for (var tick = 5; tick < 12; tick++)
                {
                    simulator.AdvanceTo(tick);
                    ExpectWithin(simulator, split, 0, 50);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Splits))]
    public void Paths_are_within_narrower_bounds_from_the_tick_of_a_reload_on(PathSplit split)
    {
        var simulator = new Simulator(Model(Gauge(new BrownianDefinition(40, 100, null, new Bounds(0, 1000)), split)));
        simulator.Add(new ModelChange.Reloaded(5, Model(Gauge(new BrownianDefinition(40, 0, null, new Bounds(0, 50)), split))));
        for (var tick = 5; tick < 8; tick++)
        {
            simulator.AdvanceTo(tick);
            ExpectWithin(simulator, split, 0, 50);
        }
    }

    [Theory]
    [InlineData(PathSplit.Independent)]
    [InlineData(PathSplit.PerSeries)]
    public void Jumps_and_regimes_have_the_draws_that_the_page_of_the_mathematics_gives_them(PathSplit split)
    {
        var metric = SeriesKey.Derive(7, new SeriesIdentity("g", LabelSpace.Empty).Of(0));
        var series = SeriesKey.Derive(7, new SeriesIdentity("g", Labels).Of(17));
        var key = split == PathSplit.PerSeries ? series : metric;
        var share = split == PathSplit.PerSeries ? 1 : Labels.Share(17);
        var normal = Math.Sqrt(share) * new DrawStream(series, 0, DrawPurpose.PathStep).Normal(0);

        var jumps = new DrawStream(key, 0, DrawPurpose.PathJumps);
        var count = PoissonDistribution.Draw(2, jumps);
        Assert.True(count > 0);
        var jumped = share * (100 + count * 30 + Math.Sqrt(count) * 5 * jumps.Normal(128)) + normal;
        var jumping = new JumpDiffusionDefinition(100, new Jumps(2, Second, 30, 5), 0, new Volatility(1, Second), Bounds.None);
        Expect.Within("jumps", ValueOf(jumping, split, 17), jumped, 1e-12);

        // Once busy, the path stays so until the end of the tick.
        var calm = Math.Min(10, -4 * Math.Log(new DrawStream(key, 0, DrawPurpose.PathRegimes).Uniform(0)));
        var switching = new RegimeSwitchingDefinition(100, new(4 * Second, 1), new(TimeSpan.FromDays(9000), 7), Bounds.None);
        Expect.Within("regimes", ValueOf(switching, split, 17, 10 * Second), share * (100 + calm + 7 * (10 - calm)), 1e-12);
    }

    [Fact]
    public void A_path_that_starts_over_is_calm()
    {
        // Calm for ever, busy from the next phase on: whether the path is busy can be seen only where it moves.
        var still = Gauge(new RegimeSwitchingDefinition(0, new(TimeSpan.FromDays(9000)), new(TimeSpan.FromDays(9000), 1), Bounds.None));
        var hasty = Gauge(new RegimeSwitchingDefinition(0, new(2 * Second), new(TimeSpan.FromDays(9000), 1), Bounds.None));
        var scenario = new Scenario("s", [new Phase("hasty", 60 * Second, [new(hasty)]), new Phase("still", 10 * Second, [new(still, BeginsAnew: true)])]);
        var simulator = new Simulator(new SimulationModel(1, Timeline, [hasty], scenario));
        simulator.AdvanceTo(59);
        Assert.All(Values(simulator), value => Assert.NotEqual(0, value));
        simulator.AdvanceTo(69);
        Assert.All(Values(simulator), value => Assert.Equal(0, value));
    }

    private static Timeline Timeline => new(DateTimeOffset.UnixEpoch, Second);

    private static SimulationModel Model(params MetricDefinition[] metrics) => new(7, Timeline, [.. metrics]);

    private static GaugeDefinition Gauge(ProcessDefinition process, PathSplit split = PathSplit.Independent, string name = "g") =>
        new(name, name, "", Labels, process, split);

    private static HistogramDefinition Histogram(PathSplit split) => new(
        "h", "h", "", Labels, new RegimeSwitchingDefinition(1, new(9 * Second), new(9 * Second, 1)), 0.5, [1, 10],
        new RateDefinition(new RegimeSwitchingDefinition(100, new(9 * Second), new(9 * Second, 100))), split);

    private static double ValueOf(ProcessDefinition process, PathSplit split, int labelSet, TimeSpan? interval = null)
    {
        var simulator = new Simulator(new SimulationModel(7, new Timeline(DateTimeOffset.UnixEpoch, interval ?? Second), [Gauge(process, split)]));
        simulator.AdvanceTo(1);
        return Values(simulator)[labelSet];
    }

    private static void ExpectWithin(Simulator simulator, PathSplit split, double lower, double upper)
    {
        var share = split == PathSplit.PerSeries ? 1 : Labels.Share(0);
        Assert.All(Values(simulator), value => Assert.InRange(value / share, lower, upper + 1e-9));
    }

    private static double[] Values(Simulator simulator)
    {
        using var snapshot = simulator.Acquire();
        return snapshot.Values.ToArray();
    }
}
