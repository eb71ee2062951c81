using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cycles;
using MetricsSimulator.Disturbances;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Test.Model;

public sealed class AnomalyFitTest
{
    private static readonly LabelSpace s_labels = new([new LabelDimension("model", ["a", "b"])]);

    private static readonly ImmutableArray<MetricDefinition> s_metrics =
    [
        new GaugeDefinition("moving", "moving", "", s_labels, new BrownianDefinition(0, 0, new Volatility(1, TimeSpan.FromSeconds(1)))),
        new GaugeDefinition("still", "still", "", s_labels, new BrownianDefinition(7)),
        new GaugeDefinition("zero", "zero", "", s_labels, new ConstantDefinition(0)),
        new CounterDefinition("calls", "calls_total", "", s_labels, new RateDefinition(new BrownianDefinition(5)), resolution: 1),
        new CounterDefinition("silent", "silent_total", "", s_labels, new RateDefinition(new ConstantDefinition(0)), resolution: 1),
        new ThinnedCounterDefinition("errors", "errors_total", "", s_labels, "calls", 0.1),
        new ThinnedCounterDefinition("never", "never_total", "", s_labels, "silent", 0.1),
        new InfoDefinition("build", "build_info", "", s_labels),
    ];

    [Theory]
    [InlineData("level_shift", "moving", null)]
    [InlineData("level_shift", "zero", "level_shift would change nothing: zero is 0")]
    [InlineData("stuck_at", "zero", null)]
    [InlineData("set", "calls", null)]
    [InlineData("flatline", "still", "flatline would change nothing: still does not change")]
    [InlineData("variance", "still", "variance would change nothing: still does not change")]
    [InlineData("variance", "calls", "variance would change nothing: the path of calls does not move")]
    [InlineData("variance", "moving", null)]
    [InlineData("phase_shift", "calls", "phase_shift would change nothing: there is no cycle")]
    [InlineData("spike", "silent", "spike would change nothing: silent counts nothing")]
    [InlineData("dropout", "silent", null)]
    [InlineData("error_burst", "errors", null)]
    [InlineData("error_burst", "never", "error_burst would change nothing: never counts nothing")]
    [InlineData("dropout", "build", null)]
    [InlineData("cardinality_explosion", "build", null)]
    [InlineData("spike", "build", "spike cannot act on an info metric, whose value is always 1, got 'build'")]
    public void What_can_change_nothing_is_told(string kind, string metric, string? violation) =>
        Assert.Equal(violation, Anomaly(kind, metric).ViolationWith(s_metrics, [], Scenario.None.Phases)?.Violation);

    [Fact]
    public void Matchers_that_select_no_series_change_nothing()
    {
        Assert.True(LabelMatchers.TryParse("{model=~\"c|d\"}", out var matchers, out _));
        Assert.Equal(("matchers", "matches no series of calls, got '{model=~\"c|d\"}'"), Anomaly("spike", "calls", matchers).ViolationWith(s_metrics, [], Scenario.None.Phases));
    }

    [Fact]
    public void A_record_tells_whether_the_pattern_of_its_window_leaves_it_anything_to_change()
    {
        ImmutableArray<PhaseMetric> silenced = [.. s_metrics.Select(metric => new PhaseMetric(metric, metric.Key == "calls" ? 0 : 1))];
        var scenario = new Scenario(
            "s",
            [new Phase("loud", TimeSpan.FromSeconds(100), cycle: new Cycle { NightBaseline = 0.5 }), new Phase("silent", TimeSpan.FromSeconds(100), silenced)],
            repeats: true,
            [Anomaly("spike", "calls", timing: AnomalyTiming.Every(TimeSpan.FromSeconds(60))), Anomaly("phase_shift", "calls", timing: AnomalyTiming.Every(TimeSpan.FromSeconds(90)))]);
        var schedule = new AnomalySchedule(new SimulationModel(1, new Timeline(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1)), s_metrics, scenario));
        Assert.Equal(
            [("spike-1-60", false), ("phase_shift-2-90", false), ("spike-1-120", true), ("spike-1-180", true), ("phase_shift-2-180", true)],
            schedule.Between(0, 195).OrderBy(anomaly => anomaly.FirstTick).ThenByDescending(anomaly => anomaly.Id).Select(anomaly => (anomaly.Id, anomaly.Idleness is not null)));
    }

    [Fact]
    public void A_reload_that_takes_the_metric_away_leaves_an_anomaly_nothing_to_change_from_then_on()
    {
        var timeline = new Timeline(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1));
        var before = new SimulationModel(1, timeline, s_metrics);
        var after = new SimulationModel(1, timeline, [s_metrics[0]]);
        ModelChange[] journal =
        [
            new ModelChange.Injected(10, "i1", Anomaly("spike", "calls")), new ModelChange.Reloaded(15, after),
            new ModelChange.Injected(16, "i2", Anomaly("spike", "calls")),
        ];
        var schedule = new AnomalySchedule(before, journal);
        Assert.Null(schedule.Find("i1")!.Idleness);
        Assert.Equal("must name a metric of this model, got 'calls'", schedule.Find("i2")!.Idleness);
        Assert.Same(before, schedule.ModelAt(14));
        Assert.Same(after, schedule.ModelAt(15));
    }

    private static AnomalyDefinition Anomaly(string kind, string metric, LabelMatchers? matchers = null, AnomalyTiming? timing = null) =>
        new(AnomalyKinds.Find(kind)!, metric, TimeSpan.FromSeconds(10), matchers, timing: timing);
}
