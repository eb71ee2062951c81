using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Test.Configuration;

/// <summary>What the keys of an anomaly mean.</summary>
public class PlannedAnomalyTest
{
    [Fact]
    public void Every_key_of_an_anomaly_is_kept()
    {
        var spike = Read("{kind: spike, metric: token_usage, matchers: '{model=~\"claude-3-.*\"}', at: 10m, duration: 5m, onset: 1m, magnitude: 3, then: [{after: 1m, kind: error_burst, duration: 4m, magnitude: 20}]}");

        Assert.Equal(("spike", "token_usage", "{model=~\"claude-3-.*\"}"), (spike.Kind.Name, spike.Metric, spike.Matchers.ToString()));
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1), 3), (spike.Duration, spike.Onset, spike.Magnitude));
        Assert.Equal(AnomalyTiming.At(TimeSpan.FromMinutes(10)), spike.Timing);
        var burst = Assert.Single(spike.Then);
        Assert.Equal((TimeSpan.FromMinutes(1), "error_burst", "error", 20), (burst.After, burst.Anomaly.Kind.Name, burst.Anomaly.Metric, burst.Anomaly.Magnitude));
        Assert.Null(burst.Anomaly.Timing);
    }

    [Fact]
    public void Timings_are_three()
    {
        Assert.Equal(AnomalyTiming.At(TimeSpan.Zero), Read("{kind: outage, at: 0, duration: 1m}").Timing);
        Assert.Equal(AnomalyTiming.Every(TimeSpan.FromMinutes(5)), Read("{kind: outage, every: 5m, duration: 1m}").Timing);
        Assert.Equal(AnomalyTiming.PerDay(3), Read("{kind: outage, per_day: 3, duration: 1m}").Timing);
    }

    [Fact]
    public void An_absent_magnitude_is_that_of_the_kind()
    {
        Assert.All(AnomalyKinds.All.Where(kind => kind.IsOfEndpoint), kind => Assert.Equal(kind.DefaultMagnitude, Read($"{{kind: {kind.Name}, at: 0, duration: 1m}}").Magnitude));
        Assert.Equal(20, Read("{kind: error_burst, at: 0, duration: 1m}").Magnitude);
    }

    [Fact]
    public void A_metric_may_be_left_out_when_only_one_will_do()
    {
        Assert.Equal("error", Read("{kind: error_burst, at: 0, duration: 1m}").Metric);
        Assert.Equal("session_duration", Read("{kind: latency_shift, at: 0, duration: 1m}").Metric);
    }

    [Fact]
    public void What_follows_takes_metric_and_matchers_of_the_one_before()
    {
        var first = Read("{kind: spike, metric: cost, matchers: '{model=\"claude-3-opus\"}', at: 0, duration: 1m, then: [{kind: flatline, duration: 1m, then: [{kind: dropout, duration: 1m}]}]}");

        var second = first.Then[0].Anomaly;
        Assert.Equal(("cost", first.Matchers), (second.Metric, second.Matchers));
        Assert.Equal(("cost", first.Matchers), (second.Then[0].Anomaly.Metric, second.Then[0].Anomaly.Matchers));
        Assert.Equal(TimeSpan.Zero, first.Then[0].After);
    }

    [Fact]
    public void What_follows_keeps_matchers_of_its_own()
    {
        var first = Read("{kind: spike, metric: cost, matchers: '{model=\"claude-3-opus\"}', at: 0, duration: 1m, then: [{kind: flatline, duration: 1m, matchers: 'model=\"claude-3-haiku\"'}]}");

        Assert.Equal("{model=\"claude-3-haiku\"}", first.Then[0].Anomaly.Matchers.ToString());
    }

    [Fact]
    public void What_follows_with_a_metric_of_its_own_has_every_label_set()
    {
        var first = Read("{kind: spike, metric: cost, matchers: '{model=\"claude-3-opus\"}', at: 0, duration: 1m, then: [{kind: spike, metric: cost, duration: 1m}]}");

        Assert.Equal(LabelMatchers.All, first.Then[0].Anomaly.Matchers);
    }

    [Theory]
    [InlineData("repeat: false\npatterns: [{duration: 1h}]")]
    [InlineData("repeat: false\npatterns: [{duration: 1h}, {}]")]
    public void What_is_played_for_ever_has_no_end_that_an_anomaly_must_come_before(string patterns) =>
        Assert.Equal(TimeSpan.FromDays(2), Scenarios.Model(patterns + "\nanomalies: [{kind: outage, at: 2d, duration: 1m}]").Scenario.Anomalies[0].Timing!.After);

    private static AnomalyDefinition Read(string anomaly) =>
        Assert.Single(Scenarios.Model($"patterns: [{{duration: 1h}}]\nanomalies:\n  - {anomaly}").Scenario.Anomalies);
}
