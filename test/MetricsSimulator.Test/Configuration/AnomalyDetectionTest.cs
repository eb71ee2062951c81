using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Model;

namespace MetricsSimulator.Test.Configuration;

/// <summary>What the scenario anomaly_detection promises.</summary>
public class AnomalyDetectionTest
{
    private static readonly SimulationModel s_model = Scenarios.Model(BuiltInScenarios.Find("anomaly_detection")!.Text);

    private static readonly (TimeSpan At, AnomalyDefinition Anomaly)[] s_planned =
        [.. s_model.Scenario.Phases.Single().Anomalies.SelectMany(anomaly => WithFollowing(anomaly.Timing!.After!.Value, anomaly)).OrderBy(planned => planned.At)];

    [Fact]
    public void The_first_anomaly_begins_within_three_minutes() => Assert.InRange(s_planned[0].At, TimeSpan.Zero, TimeSpan.FromMinutes(3));

    [Fact]
    public void Every_kind_but_two_has_ended_within_two_hours()
    {
        // They came later, and the samples of a seed stay what they are.
        string[] later = ["stuck_at", "two_writers", "set"];
        Assert.Equal(AnomalyKinds.All.Where(kind => kind.HasMetric || kind.IsOfEndpoint).Select(kind => kind.Name).Except(later).Order(StringComparer.Ordinal), s_planned.Select(planned => planned.Anomaly.Kind.Name).Distinct().Order(StringComparer.Ordinal));
        Assert.All(s_planned, planned => Assert.True(planned.At + planned.Anomaly.Duration <= TimeSpan.FromHours(2)));
        Assert.Equal((true, TimeSpan.FromHours(2)), (s_model.Scenario.Repeats, s_model.Scenario.Phases.Single().Duration));
    }

    [Fact]
    public void Between_one_anomaly_with_all_that_follows_and_the_next_there_are_two_minutes()
    {
        var windows = s_model.Scenario.Phases.Single().Anomalies.Select(anomaly => (Start: anomaly.Timing!.After!.Value, End: anomaly.Timing.After.Value + anomaly.Reach)).ToArray();

        Assert.All(windows.Zip(windows.Skip(1)), pair => Assert.True(pair.Second.Start - pair.First.End >= TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public void There_are_a_cascade_matchers_and_creeping_onsets()
    {
        Assert.Contains(s_planned, planned => planned.Anomaly.Then.Any(next => next.After > TimeSpan.Zero && next.Anomaly.Metric != planned.Anomaly.Metric));
        Assert.Contains(s_planned, planned => !planned.Anomaly.Matchers.Conditions.IsEmpty);
        Assert.Contains(s_planned, planned => planned.Anomaly.Onset >= TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void A_slow_scrape_stays_below_the_usual_timeout() =>
        Assert.All(s_planned.Where(planned => planned.Anomaly.Kind.Name == "slow_scrape"), planned => Assert.InRange(planned.Anomaly.Magnitude, 2, 8));

    [Fact]
    public void A_shifted_clock_shows_at_any_time_of_the_day()
    {
        var cycle = s_model.Scenario.Phases.Single().Cycle!;
        var shifts = s_planned.Where(planned => planned.Anomaly.Kind.Name == "phase_shift").Select(planned => TimeSpan.FromHours(planned.Anomaly.Magnitude)).ToArray();
        var day = new DateTimeOffset(2026, 1, 7, 0, 0, 0, TimeSpan.Zero);
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            var instant = day + TimeSpan.FromMinutes(minute);
            var ratios = shifts.Select(shift => cycle.FactorAt(instant + shift, day) / cycle.FactorAt(instant, day));
            Assert.True(ratios.Max(ratio => Math.Max(ratio, 1 / ratio)) > 1.2, $"Minute {minute} looks like the shifted one.");
        }
    }

    private static IEnumerable<(TimeSpan At, AnomalyDefinition Anomaly)> WithFollowing(TimeSpan at, AnomalyDefinition anomaly) =>
        anomaly.Then.SelectMany(next => WithFollowing(at + next.After, next.Anomaly)).Prepend((at, anomaly));
}
