using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Scoring.Incidents;
using MetricsSimulator.Configuration;
using MetricsSimulator.Disturbances;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Scoring.Incidents;
using MetricsSimulator.Test.Laws;

namespace MetricsSimulator.Test.Scoring.Incidents;

public sealed class EvidenceFinderTest
{
    private const int TwoHours = 720;

    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(1)]
    [InlineData(42)]
    public void Anomalies_of_a_scenario_leave_evidence_on_their_metrics_within_their_windows(ulong seed)
    {
        var model = ShippedModels.OfScenario("anomaly_detection", seed);
        var (anomalies, found) = Find(model);
        foreach (var anomaly in anomalies)
        {
            // A few sessions an hour may leave nothing of a shift of their durations.
            if (anomaly.Definition.Kind.Name == "latency_shift" && !found.ContainsKey(anomaly.Id)) continue;
            var evidence = found[anomaly.Id];
            // A counter shows at the end of a tick what happened in it.
            Assert.InRange(evidence.First, anomaly.Start, evidence.Last);
            Assert.InRange(evidence.Last, evidence.First, anomaly.End);
            var names = evidence.Touched.Select(series => series.ValueOf("__name__")!).ToArray();
            if (anomaly.Definition.Metric is { } key) Assert.Contains(names, name => name.Contains(model.Metrics.Single(metric => metric.Key == key).Name, StringComparison.Ordinal));
            else Assert.Contains(anomaly.Definition.Kind.Name == "slow_scrape" ? "scrape_duration_seconds" : "up", names);
        }
    }

    [Fact]
    public void A_counter_reset_is_evident_in_one_scrape_although_the_total_stays_lower()
    {
        var (anomalies, found) = Find(ShippedModels.OfScenario("anomaly_detection"));
        var reset = anomalies.Single(anomaly => anomaly.Definition.Kind.Name == "counter_reset");
        Assert.Equal((reset.Start, reset.Start), (found[reset.Id].First, found[reset.Id].Last));
    }

    [Fact]
    public void A_slow_scrape_touches_its_duration_alone()
    {
        var (anomalies, found) = Find(ShippedModels.OfScenario("anomaly_detection"));
        Assert.Equal("scrape_duration_seconds", Assert.Single(found[anomalies.Single(anomaly => anomaly.Definition.Kind.Name == "slow_scrape").Id].Touched).ValueOf("__name__"));
    }

    [Fact]
    public void An_anomaly_that_another_hides_leaves_nothing()
    {
        var (_, found) = Find(Gauges(Of("outage", null, 10, 10), Of("nan", "a", 12, 5)));
        Assert.Equal(["outage"], found.Keys.Select(id => id.Split('-')[0]));
    }

    [Fact]
    public void Anomalies_that_overlap_on_different_series_leave_only_their_own()
    {
        var (_, found) = Find(Gauges(Of("nan", "a", 10, 10), Of("nan", "b", 12, 10)));
        Assert.Equal(["nan-1-60: a", "nan-2-72: b"], found.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}: {Assert.Single(one.Value.Touched).ValueOf("__name__")}"));
    }

    [Fact]
    public void An_anomaly_that_begins_within_another_is_compared_with_the_run_that_has_the_other()
    {
        // Without the dropout, the shift is there from its beginning; with it, only after the dropout.
        var (anomalies, found) = Find(Gauges(Of("dropout", "a", 10, 10), Of("level_shift", "a", 15, 10)));
        Assert.Equal(anomalies[0].End, found[anomalies[1].Id].First);
        // The first scrape after it adds the series again.
        Assert.Equal((anomalies[0].Start, anomalies[0].End), (found[anomalies[0].Id].First, found[anomalies[0].Id].Last));
    }

    [Fact]
    public void Anomalies_that_touch_the_same_series_share_the_list_of_them()
    {
        var (_, found) = Find(Gauges(Of("nan", "a", 10, 5), Of("level_shift", "a", 20, 5)));
        Assert.True(found.Values.First().Touched == found.Values.Last().Touched);
    }

    [Fact]
    public void An_injected_anomaly_and_one_that_was_ended_leave_what_they_did()
    {
        var model = Gauges(Of("dropout", "a", 10, 10));
        ImmutableArray<ModelChange> changes =
        [
            new ModelChange.Ended(90, "dropout-1-60"),
            new ModelChange.Injected(120, "injected", new AnomalyDefinition(AnomalyKinds.Find("nan")!, "b", 5 * s_minute)),
        ];
        var (_, found) = Find(model, changes);
        Assert.Equal(model.Timeline.InstantOf(90), found["dropout-1-60"].Last);
        Assert.Equal((model.Timeline.InstantOf(120), model.Timeline.InstantOf(149)), (found["injected"].First, found["injected"].Last));
    }

    private static (IReadOnlyList<Anomaly> Anomalies, ImmutableDictionary<string, Evidence> Found) Find(SimulationModel model, ImmutableArray<ModelChange> changes = default)
    {
        var run = new Run(ConfigurationReader.BuiltIn, model);
        changes = changes.IsDefault ? [] : changes;
        var span = new RunSpan(new RecordedRun(run, changes).WithScrapes(ScrapeConfiguration.Of(run, 9090)), 0, TwoHours);
        var anomalies = new AnomalySchedule(model, changes).Between(0, TwoHours);
        return (anomalies, EvidenceFinder.Find(span, anomalies, null, CancellationToken.None));
    }

    private static AnomalyDefinition Of(string kind, string? metric, int minute, int minutes) =>
        new(AnomalyKinds.Find(kind)!, metric, minutes * s_minute, timing: AnomalyTiming.At(minute * s_minute));

    private static SimulationModel Gauges(params ReadOnlySpan<AnomalyDefinition> anomalies) => new(
        1, new Timeline(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(10)),
        [new GaugeDefinition("a", "a", "", LabelSpace.Empty, new ConstantDefinition(1)), new GaugeDefinition("b", "b", "", LabelSpace.Empty, new ConstantDefinition(2))],
        new Scenario("s", [new Phase("only", TimeSpan.MaxValue)], repeats: false, [.. anomalies]));
}
