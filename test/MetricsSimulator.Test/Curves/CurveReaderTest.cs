using MetricsSimulator.Cli.Curves;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Laws;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Curves;

public sealed class CurveReaderTest
{
    private const string Tokens = "otel_claude_code_token_usage_tokens_total";

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly SimulationModel BuiltIn = ConfigurationReader.BuiltIn.ToModel(42, Start);

    [Fact]
    public void A_rate_is_the_increase_over_the_window_divided_by_it()
    {
        var curve = Read(BuiltIn, 0, 60, new CurveQuery("token_usage", Tokens, Measure.Rate) { Window = TimeSpan.FromSeconds(100) }).Single();
        Assert.Equal(60, curve.Points.Length);
        Assert.All(curve.Points.Take(10), point => Assert.Equal(double.NaN, point.Value));
        Assert.Equal((Total(BuiltIn, 37) - Total(BuiltIn, 27)) / 100, curve.Points[37].Value, 1e-9);
        Assert.Equal(Start.AddSeconds(370), curve.Points[37].Instant);
    }

    [Fact]
    public void Curves_by_a_label_add_up_to_the_one_of_all()
    {
        var query = new CurveQuery("token_usage", Tokens, Measure.Rate);
        var all = Read(BuiltIn, 100, 50, query).Single();
        var models = Read(BuiltIn, 100, 50, query with { By = "model" });
        Assert.Equal(["claude-3-sonnet", "claude-3-haiku", "claude-3-opus"], models.Select(curve => curve.Name));
        for (var i = 0; i < 50; i++) Assert.Equal(all.Points[i].Value, models.Sum(curve => curve.Points[i].Value), 1e-9);
    }

    [Fact]
    public void A_counter_that_begins_again_at_0_has_grown_all_the_same()
    {
        var groups = new SeriesGroups(new CurveQuery("c", "c", Measure.Rate));
        var layout = new Layout([new MetricFamily("c", "", MetricType.Counter, LabelSpace.Empty, [], 0)]);
        foreach (var (tick, value) in ((double[])[5, 8, Staleness.Marker, 9, 2, 4]).Index()) groups.Read(new Snapshot(layout, tick, Start, [value]));
        Assert.Equal(3 + 1 + 2 + 2, groups.Groups.Single().Increases[0].Value);
        groups.Read(new Snapshot(layout, 6, Start, [Staleness.Marker]));
        Assert.Equal(0, groups.Groups.Single().Present);
    }

    [Fact]
    public void A_rate_after_a_gap_leaves_out_what_a_window_that_begins_in_it_cannot_know()
    {
        var model = ShippedModels.OfScenario("anomaly_detection", 1);
        var query = new CurveQuery("token_usage", Tokens, Measure.Rate) { Window = TimeSpan.FromSeconds(40) };
        // The dropout lasts from minute 26 to minute 29, and nothing else happens to the tokens until minute 30.
        var disturbed = Read(model, 150, 30, query).Single();
        var clean = Read(model.WithoutAnomalies(), 150, 30, query).Single();
        foreach (var (point, usual) in disturbed.Points.Zip(clean.Points)) Assert.True(point.Value <= usual.Value * (1 + 1e-9), $"{point.Instant:T}: {point.Value} above {usual.Value}");
        Assert.Equal(clean.Points[^1].Value, disturbed.Points[^1].Value, 1e-9);
        // A longer window has samples before the gap, and knows all.
        var hour = Read(model, 176, 1, query with { Window = TimeSpan.FromMinutes(20) }).Single();
        Assert.Equal(Read(model.WithoutAnomalies(), 176, 1, query with { Window = TimeSpan.FromMinutes(20) }).Single().Points[0].Value, hour.Points[0].Value, 1e-9);
    }

    [Fact]
    public void A_series_that_is_absent_leaves_a_gap()
    {
        var model = ShippedModels.OfScenario("anomaly_detection", 1);
        var query = new CurveQuery("token_usage", Tokens, Measure.Value) { Matchers = Haiku() };
        var curve = Read(model, 120, 90, query).Single();
        // The dropout lasts from minute 26 to minute 29.
        Assert.Equal(1, curve.Points.Count(point => double.IsNaN(point.Value)));
        Assert.DoesNotContain(curve.Points, point => !double.IsNaN(point.Value) && point.Instant >= Start.AddMinutes(26) && point.Instant < Start.AddMinutes(29));
        Assert.DoesNotContain(Read(model.WithoutAnomalies(), 120, 90, query).Single().Points, point => double.IsNaN(point.Value));
    }

    [Fact]
    public void The_number_of_series_shows_an_explosion()
    {
        var curve = Read(ShippedModels.OfScenario("anomaly_detection", 1), 0, 720, new CurveQuery("tool_usage", "otel_claude_code_tool_usage_total", Measure.Series)).Single();
        Assert.Equal([9, 59, 9], Changes(curve.Points.Select(point => point.Value)));
    }

    [Fact]
    public void The_median_of_a_histogram_is_that_of_its_law()
    {
        var curves = Read(BuiltIn, 0, 8640, new CurveQuery("session_duration", "otel_claude_code_session_duration_seconds", Measure.Quantiles) { Window = TimeSpan.FromHours(23) });
        Assert.Equal(["median", "p95"], curves.Select(curve => curve.Name));
        // 2760 sessions, evenly spread over a bucket from 300 to 600.
        Assert.InRange(curves[0].Points[^1].Value, 250, 400);
        Assert.InRange(curves[1].Points[^1].Value, 900, 1800);
    }

    [Theory]
    [InlineData(Accumulation.Integral)]
    [InlineData(Accumulation.Poisson)]
    public void Theory_has_mean_and_variance_of_a_rate(Accumulation accumulate)
    {
        const int Runs = 400;
        var rate = new RateDefinition(new BrownianDefinition(1000, 0.1, new Volatility(50, TimeSpan.FromHours(1))), TimeSpan.FromMinutes(1));
        var metric = new CounterDefinition("c", "c_total", "", new LabelSpace([new LabelDimension("a", ["x", "y", "z"])]), rate, accumulate: accumulate);
        var query = new CurveQuery("c", "c_total", Measure.Rate) { Per = rate.Per, Window = TimeSpan.FromSeconds(20) };
        var values = Enumerable.Range(0, Runs).Select(seed => Read(new SimulationModel((ulong)seed, new Timeline(Start, TimeSpan.FromSeconds(10)), [metric]), 360, 1, query).Single().Points[0].Value).ToArray();
        var theory = PathTheory.Of(new SimulationModel(1, new Timeline(Start, TimeSpan.FromSeconds(10)), [metric]), metric, query, out _)!.After(TimeSpan.FromHours(1));
        var deviation = Math.Sqrt(values.Sum(value => Math.Pow(value - theory.Mean, 2)) / Runs);
        Expect.Within("mean", values.Average(), theory.Mean, 5 * theory.StandardDeviation / Math.Sqrt(Runs));
        Expect.Within("standard deviation", deviation, theory.StandardDeviation, 5 * theory.StandardDeviation / Math.Sqrt(2 * Runs));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(25)]
    [InlineData(35)]
    [InlineData(55)]
    public void Theory_carries_mean_and_variance_from_one_phase_to_the_next_and_begins_anew_with_a_round(int minutes)
    {
        const int Runs = 2000;
        var (tenMinutes, start) = (TimeSpan.FromMinutes(10), new Timeline(Start, TimeSpan.FromSeconds(10)));
        var bounds = new Bounds(double.NegativeInfinity, double.PositiveInfinity);
        ProcessDefinition[] laws =
        [
            new BrownianDefinition(1000, 0.2, new Volatility(60, tenMinutes), bounds), new OrnsteinUhlenbeckDefinition(1, 0.003, 1500, new Volatility(50, tenMinutes), bounds),
            new GeometricBrownianDefinition(1, 0.0005, new Volatility(0.1, tenMinutes), bounds),
            new JumpDiffusionDefinition(1, new Jumps(5, tenMinutes, 40, 20), -0.1, new Volatility(30, tenMinutes), bounds),
        ];
        var scenario = new Scenario("s", [.. laws.Select(law => new Phase("", tenMinutes, [new PhaseMetric(Gauge(law))]))]);
        var query = new CurveQuery("g", "g", Measure.Value);
        var elapsed = TimeSpan.FromMinutes(minutes);
        var values = Enumerable.Range(0, Runs).Select(seed => Read(Model(seed), start.TicksIn(elapsed), 1, query).Single().Points[0].Value).ToArray();
        var model = Model(1);
        var theory = PathTheory.Of(model, model.Metrics[0], query, out _)!.After(elapsed);
        Expect.Mean("path", values, theory.Mean, theory.Variance);
        Expect.Variance("path", values, theory.Variance);

        static GaugeDefinition Gauge(ProcessDefinition law) => new("g", "g", "", LabelSpace.Empty, law);

        SimulationModel Model(int seed) => new((ulong)seed, start, [Gauge(laws[0])], scenario);
    }

    [Fact]
    public void Theory_of_a_rate_follows_its_scale_and_its_new_beginnings()
    {
        const int Runs = 400;
        var timeline = new Timeline(Start, TimeSpan.FromSeconds(10));
        var metric = Counter(1000);
        var scenario = new Scenario("s", [new Phase("", TimeSpan.FromMinutes(10)), new Phase("", TimeSpan.FromMinutes(10), [new PhaseMetric(Counter(400), Scale: 3, BeginsAnew: true)])]);
        var query = new CurveQuery("c", "c_total", Measure.Rate) { Per = TimeSpan.FromMinutes(1), Window = TimeSpan.FromSeconds(20) };
        var values = Enumerable.Range(0, Runs).Select(seed => Read(Model(seed), 90, 1, query).Single().Points[0].Value).ToArray();
        var theory = PathTheory.Of(Model(1), metric, query, out _)!.After(TimeSpan.FromMinutes(15));
        Expect.Mean("rate", values, theory.Mean, theory.Variance);
        Expect.Variance("rate", values, theory.Variance);
        Assert.InRange(theory.Mean, 3 * 400, 3 * 430);

        SimulationModel Model(int seed) => new((ulong)seed, timeline, [metric], scenario);

        static CounterDefinition Counter(double initial) => new(
            "c", "c_total", "", LabelSpace.Empty, new RateDefinition(new BrownianDefinition(initial, 0.1, new Volatility(50, TimeSpan.FromHours(1))), TimeSpan.FromMinutes(1)), accumulate: Accumulation.Poisson);
    }

    private static LabelMatchers Haiku()
    {
        Assert.True(LabelMatchers.TryParse("{model=\"claude-3-haiku\",token_type=\"input\"}", out var matchers, out _));
        return matchers;
    }

    private static IEnumerable<double> Changes(IEnumerable<double> values)
    {
        var last = double.NaN;
        foreach (var value in values)
        {
            if (value != last) yield return value;
            last = value;
        }
    }

    private static double Total(SimulationModel model, long tick)
    {
        var simulator = new Simulator(model);
        simulator.AdvanceTo(tick);
        using var snapshot = simulator.Acquire();
        return snapshot.ValuesOf(snapshot.Layout.Families.Single(family => family.Name == Tokens)).ToArray().Sum();
    }

    private static Curve[] Read(SimulationModel model, long first, long ticks, CurveQuery query) =>
        [.. new CurveReader(new RecordedRun(new Run(ConfigurationReader.BuiltIn, model), []), first, ticks, 720).Read(query, TestContext.Current.CancellationToken)];
}
