using System.Collections.Immutable;
using MetricsSimulator.Cli.Curves;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Test.Curves;

public sealed class RunTheoryTest
{
    private const int Runs = 2000;
    private const long Switch = 60;
    private const long Reload = 120;

    private static readonly Timeline Ticks = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(10));
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);
    private static readonly Bounds Unbounded = new(double.NegativeInfinity, double.PositiveInfinity);
    private static readonly double[] Deviations = [0.67448975019608171, 1.959963984540054];

    public static TheoryData<string> Laws => ["brownian", "geometric", "ornstein_uhlenbeck"];

    // Four ticks: before the switch, between it and the reload, soon after the reload, and long after.
    [Theory]
    [MemberData(nameof(Laws))]
    public void As_many_paths_lie_in_a_band_as_it_says_also_after_a_switch_and_a_reload(string law)
    {
        var query = new CurveQuery("g", "g", Measure.Value);
        RequireCoverage(query, Gauge, law);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(12)]
    public void As_many_rates_lie_in_a_band_as_it_says_also_after_a_switch_and_a_reload(int window)
    {
        var query = new CurveQuery("c", "c_total", Measure.Rate) { Window = window * Ticks.UpdateInterval };
        RequireCoverage(query, Counter, "brownian");
    }

    [Fact]
    public void A_rate_has_no_theory_while_its_window_holds_a_jump()
    {
        var run = Run(Counter, 1, "brownian");
        var theory = RunTheory.Of(run, new CurveQuery("c", "c_total", Measure.Rate) { Window = 4 * Ticks.UpdateInterval });
        // A reload that leaves the initial value as it is sets no path.
        Assert.Equal([0, 1, 2, 3, Switch + 1, Switch + 2, Switch + 3], Enumerable.Range(0, 200).Select(tick => (long)tick).Where(tick => theory.At(tick, Deviations) is null));
    }

    [Fact]
    public void A_reload_of_the_initial_value_sets_the_path()
    {
        var model = Model(1, Gauge(new BrownianDefinition(1000, 0, new Volatility(50, TenMinutes), Unbounded)));
        var changed = Model(1, Gauge(new BrownianDefinition(200, 0, new Volatility(50, TenMinutes), Unbounded)));
        var theory = RunTheory.Of(new RecordedRun(new Run(ConfigurationReader.BuiltIn, model), [new ModelChange.Reloaded(10, changed)]), new CurveQuery("g", "g", Measure.Value));
        Assert.Equal((1000, 200), (theory.At(9, [])!.Mean, theory.At(10, [])!.Mean));
        Assert.Equal(0, theory.At(10, [])!.Deviation);
    }

    [Theory]
    [InlineData("", null, 3)]
    [InlineData("""{a=~"x|y"}""", null, 2)]
    [InlineData("""{a="x"}""", null, 1)]
    [InlineData("""{a="x"}""", "a", 1)]
    public void Of_label_sets_with_paths_of_their_own_any_number_has_a_theory(string matchers, string? by, int paths)
    {
        var model = Model(1, Split(new BrownianDefinition(1000, 0, new Volatility(50, TenMinutes), Unbounded)));
        var query = new CurveQuery("g", "g", Measure.Value) { Matchers = matchers.Length == 0 ? LabelMatchers.All : Matchers(matchers), By = by };
        var point = RunTheory.Of(new RecordedRun(new Run(ConfigurationReader.BuiltIn, model), []), query).At((long)(TenMinutes / Ticks.UpdateInterval), [])!;
        Assert.Equal(1000 * paths, point.Mean, 1e-9);
        // Variances of independent paths add up.
        Assert.Equal(50 * Math.Sqrt(paths), point.Deviation, 1e-9);
    }

    [Fact]
    public void Where_there_is_no_closed_form_it_says_why()
    {
        var gauge = Gauge(new BrownianDefinition(1000, 0, new Volatility(50, TenMinutes), Unbounded));
        var labelled = new GaugeDefinition("g", "g", "", new LabelSpace([new LabelDimension("a", ["x", "y"])]), gauge.Process);
        var query = new CurveQuery("g", "g", Measure.Value);
        Assert.Equal("the labels of the metric were changed by a reload", Reason(query, new ModelChange.Reloaded(5, Model(1, labelled))));
        Assert.Equal("the metric is not there any more", Reason(query, new ModelChange.Reloaded(5, Model(1))));
        Assert.Equal("the closed forms hold for all label sets together, or for one; leave by out", Reason(query with { By = "a" }, new ModelChange.Switched(5, Model(1, labelled))));
        Assert.Equal("the process of this metric is that of all label sets together, so are the closed forms; leave the matchers out", Reason(query with { Matchers = Matchers("""{a="x"}""") }, new ModelChange.Switched(5, Model(1, labelled))));
        Assert.Equal("no label set fulfils the matchers", Reason(query with { Matchers = Matchers("""{a="z"}""") }, new ModelChange.Switched(5, Model(1, Split(gauge.Process)))));
        Assert.Equal("only gauges and rates of counters have a closed form", Reason(query with { Measure = Measure.Series }));
        Assert.Equal("", Reason(query));
        // Another scenario begins the path anew, whatever was before.
        Assert.Equal("", Reason(query, new ModelChange.Reloaded(5, Model(1, labelled)), new ModelChange.Switched(9, Model(1, labelled))));

        // So does a reload that sets the path.
        var set = new GaugeDefinition("g", "g", "", labelled.Labels, new BrownianDefinition(200, 0, new Volatility(50, TenMinutes), Unbounded));
        Assert.Equal("", Reason(query, new ModelChange.Reloaded(5, Model(1, labelled)), new ModelChange.Reloaded(9, Model(1, set))));
        Assert.Equal("the labels of the metric were changed by a reload", Reason(query, new ModelChange.Reloaded(5, Model(1, labelled)), new ModelChange.Reloaded(9, Model(1, labelled))));

        string Reason(CurveQuery query, params ModelChange[] changes) =>
            RunTheory.Of(new RecordedRun(new Run(ConfigurationReader.BuiltIn, Model(1, gauge)), [.. changes]), query).Obstacle?.Reason ?? "";
    }

    [Fact]
    public void A_reload_after_which_nobody_can_tell_leaves_the_theory_of_before_until_a_reload_sets_the_path()
    {
        BrownianDefinition From(double initial) => new(initial, 0, new Volatility(50, TenMinutes), Unbounded);
        SimulationModel Labelled(double initial) => Model(1, new GaugeDefinition("g", "g", "", new LabelSpace([new LabelDimension("a", ["x", "y"])]), From(initial)));
        ImmutableArray<ModelChange> changes = [new ModelChange.Reloaded(10, Labelled(1000)), new ModelChange.Reloaded(20, Labelled(200))];
        var theory = RunTheory.Of(new RecordedRun(new Run(ConfigurationReader.BuiltIn, Model(1, Gauge(From(1000)))), changes), new CurveQuery("g", "g", Measure.Value));
        Assert.Equal(Enumerable.Range(10, 10), Enumerable.Range(0, 40).Where(tick => theory.At(tick, []) is null));
        Assert.Equal((1000, 200), (theory.At(9, [])!.Mean, theory.At(20, [])!.Mean));
    }

    [Fact]
    public void A_metric_that_is_renamed_or_whose_label_sets_begin_to_share_a_path_begins_anew()
    {
        var process = new BrownianDefinition(100, 1, new Volatility(5, TenMinutes), Unbounded);
        var labels = new LabelSpace([new LabelDimension("a", ["x", "y"])]);
        var model = Model(1, new GaugeDefinition("g", "g", "", labels, process));
        var renamed = Model(1, new GaugeDefinition("g", "other", "", labels, process));
        var shared = Model(1, new GaugeDefinition("g", "g", "", labels, process, PathSplit.Shared));
        RunTheory After(SimulationModel changed, string name) =>
            RunTheory.Of(new RecordedRun(new Run(ConfigurationReader.BuiltIn, model), [new ModelChange.Reloaded(50, changed)]), new CurveQuery("g", name, Measure.Value));
        Assert.Equal("the metric is not there any more", After(renamed, "g").Obstacle?.Reason);
        Assert.Null(After(renamed, "other").At(49, []));
        Assert.Equal(100, After(renamed, "other").At(50, [])!.Mean);
        Assert.Equal((590, 100), (After(shared, "g").At(49, [])!.Mean, After(shared, "g").At(50, [])!.Mean));
    }

    [Fact]
    public void A_metric_that_comes_back_is_in_the_phase_of_the_scenario()
    {
        var counter = Counter(new ConstantDefinition(20));
        SimulationModel Playing(params ImmutableArray<MetricDefinition> metrics) => new(1, Ticks, metrics, new Scenario("s", [.. new[] { 1.0, 3.0 }.Select(Phase)], repeats: false));
        Phase Phase(double scale) => new("p", TenMinutes, [new PhaseMetric(counter, scale)]);
        var none = Model(1);
        ImmutableArray<ModelChange> changes = [new ModelChange.Reloaded(10, none), new ModelChange.Reloaded(30, Playing(counter))];
        var theory = RunTheory.Of(new RecordedRun(new Run(ConfigurationReader.BuiltIn, Playing(counter)), changes), new CurveQuery("c", "c_total", Measure.Rate) { Window = Ticks.UpdateInterval });
        Assert.Equal(Enumerable.Range(10, 21).Prepend(0), Enumerable.Range(0, 60).Where(tick => theory.At(tick, []) is null));
        // The second phase begins at tick 60, whenever the metric came back.
        Assert.Equal((20, 20, 60, 60), (theory.At(40, [])!.Mean, theory.At(59, [])!.Mean, theory.At(62, [])!.Mean, theory.At(80, [])!.Mean));
    }

    [Fact]
    public void A_rate_whose_events_become_single_ones_has_no_theory_in_the_window_of_the_change()
    {
        CounterDefinition Of(Accumulation accumulation) => new("c", "c_total", "", LabelSpace.Empty, new RateDefinition(new ConstantDefinition(20), TimeSpan.FromSeconds(1)), accumulate: accumulation);
        var theory = RunTheory.Of(
            new RecordedRun(new Run(ConfigurationReader.BuiltIn, Model(1, Of(Accumulation.Integral))), [new ModelChange.Reloaded(50, Model(1, Of(Accumulation.Poisson)))]),
            new CurveQuery("c", "c_total", Measure.Rate) { Window = 4 * Ticks.UpdateInterval });
        Assert.Equal([51, 52, 53], Enumerable.Range(10, 80).Where(tick => theory.At(tick, []) is null));
    }

    private static void RequireCoverage(CurveQuery query, Func<ProcessDefinition, MetricDefinition> define, string law)
    {
        long[] ticks = [50, Switch + 40, Reload + 10, Reload + 80];
        var inside = new int[ticks.Length, Deviations.Length];
        var theory = RunTheory.Of(Run(define, 0, law), query);
        var points = Array.ConvertAll(ticks, tick => theory.At(tick, Deviations)!);
        for (var seed = 0; seed < Runs; seed++)
        {
            var run = Run(define, seed, law);
            var values = Assert.Single(new CurveSampler(run, ticks[0], ticks[^1] - ticks[0] + 1, 1).Read(query, TestContext.Current.CancellationToken)).Values;
            for (var i = 0; i < ticks.Length; i++)
            {
                for (var band = 0; band < Deviations.Length; band++)
                {
                    var (lower, upper) = points[i].Bands[band];
                    if (values[ticks[i] - ticks[0]] is var value && value >= lower && value <= upper) inside[i, band]++;
                }
            }
        }

        for (var i = 0; i < ticks.Length; i++)
            foreach (var (band, coverage) in ((double[])[0.5, 0.95]).Index())
                Statistics.Expect.Within($"tick {ticks[i]}", inside[i, band] / (double)Runs, coverage, 4 * Math.Sqrt(coverage * (1 - coverage) / Runs));
    }

    private static RecordedRun Run(Func<ProcessDefinition, MetricDefinition> define, int seed, string law)
    {
        ProcessDefinition[] laws = law switch
        {
            "geometric" =>
            [
                new GeometricBrownianDefinition(1000, 0.0005, new Volatility(0.3, TenMinutes), Unbounded), new GeometricBrownianDefinition(500, 0, new Volatility(0.6, TenMinutes), Unbounded),
                new GeometricBrownianDefinition(500, -0.001, new Volatility(0.2, TenMinutes), Unbounded),
            ],
            "ornstein_uhlenbeck" =>
            [
                new OrnsteinUhlenbeckDefinition(1000, 0.003, 1500, new Volatility(50, TenMinutes), Unbounded), new OrnsteinUhlenbeckDefinition(500, 0.01, 100, new Volatility(90, TenMinutes), Unbounded),
                new OrnsteinUhlenbeckDefinition(500, 0.002, 900, new Volatility(20, TenMinutes), Unbounded),
            ],
            _ =>
            [
                new BrownianDefinition(1000, 0.2, new Volatility(60, TenMinutes)), new BrownianDefinition(2000, -0.3, new Volatility(90, TenMinutes)), new BrownianDefinition(2000, 1, new Volatility(20, TenMinutes)),
            ],
        };
        ImmutableArray<ModelChange> changes = [new ModelChange.Switched(Switch, Model(seed, define(laws[1]))), new ModelChange.Reloaded(Reload, Model(seed, define(laws[2])))];
        return new RecordedRun(new Run(ConfigurationReader.BuiltIn, Model(seed, define(laws[0]))), changes);
    }

    private static SimulationModel Model(int seed, params ImmutableArray<MetricDefinition> metrics) => new((ulong)seed, Ticks, metrics);

    private static GaugeDefinition Gauge(ProcessDefinition process) => new("g", "g", "", LabelSpace.Empty, process);

    private static CounterDefinition Counter(ProcessDefinition process) => new("c", "c_total", "", LabelSpace.Empty, new RateDefinition(process, TimeSpan.FromSeconds(1)));

    private static GaugeDefinition Split(ProcessDefinition process) => new("g", "g", "", new LabelSpace([new LabelDimension("a", ["x", "y", "w"])]), process, PathSplit.PerSeries);

    private static LabelMatchers Matchers(string text) => LabelMatchers.TryParse(text, out var matchers, out _) ? matchers : throw new FormatException(text);
}
