using MetricsSimulator.Anomalies;
using MetricsSimulator.Anomalies.Kinds;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Test.Simulation;

public sealed class AnomalyScheduleTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void One_that_is_planned_at_a_time_comes_once_in_every_round()
    {
        var schedule = new AnomalySchedule(Model(Rounds(Anomaly(AnomalyTiming.At(5 * Minute)))));
        Assert.Equal([30, 210, 390], Starts(schedule, 0, 540));
    }

    [Fact]
    public void One_that_comes_at_an_interval_counts_anew_in_every_round()
    {
        var schedule = new AnomalySchedule(Model(Rounds(Anomaly(AnomalyTiming.Every(12 * Minute)))));
        Assert.Equal([72, 144, 252, 324], Starts(schedule, 0, 360));
    }

    [Fact]
    public void One_of_a_phase_counts_from_the_beginning_of_each_playing()
    {
        var phases = new Scenario("s", [new Phase("first", 10 * Minute), new Phase("second", 20 * Minute, anomalies: [Anomaly(AnomalyTiming.At(Minute))])]);
        Assert.Equal([66, 246], Starts(new AnomalySchedule(Model(phases)), 0, 360));
    }

    [Fact]
    public void The_last_phase_of_a_scenario_that_does_not_repeat_goes_on_for_ever()
    {
        var phases = new Scenario("s", [new Phase("only", 10 * Minute, anomalies: [Anomaly(AnomalyTiming.Every(60 * Minute))])], repeats: false);
        Assert.Equal([360, 720, 1080], Starts(new AnomalySchedule(Model(phases)), 0, 1100));
    }

    [Fact]
    public void So_many_a_day_are_so_many_in_every_day_and_others_for_another_seed()
    {
        var forever = new Scenario("s", [new Phase("only", TimeSpan.MaxValue)], repeats: false, [Anomaly(AnomalyTiming.PerDay(3))]);
        var schedule = new AnomalySchedule(Model(forever));
        for (var day = 0; day < 50; day++) Assert.Equal(3, Starts(schedule, day * 8640, (day + 1) * 8640).Count(start => start >= day * 8640));
        Assert.Equal(Starts(schedule, 0, 86400), Starts(new AnomalySchedule(Model(forever)), 0, 86400));
        Assert.NotEqual(Starts(schedule, 0, 86400), Starts(new AnomalySchedule(Model(forever, seed: 2)), 0, 86400));
    }

    [Fact]
    public void What_follows_has_an_anomaly_of_its_own_counted_from_the_beginning_of_the_one_before()
    {
        var last = new AnomalyDefinition(AnomalyKinds.Find("flatline")!, "x", Minute);
        var next = new AnomalyDefinition(AnomalyKinds.Find("dropout")!, "x", 3 * Minute, then: [new FollowingAnomaly(2 * Minute, last)]);
        var first = new AnomalyDefinition(AnomalyKinds.Find("spike")!, "x", Minute, timing: AnomalyTiming.At(Minute), then: [new FollowingAnomaly(4 * Minute, next)]);
        var found = new AnomalySchedule(Model(Rounds(first))).Between(0, 100);
        Assert.Equal(["spike-1-6", "spike-1-6.1", "spike-1-6.1.1"], found.Select(anomaly => anomaly.Id));
        Assert.Equal([(6L, 12L), (30L, 48L), (42L, 48L)], found.Select(anomaly => (anomaly.FirstTick, anomaly.EndTick)));
    }

    [Fact]
    public void A_span_shows_the_same_anomalies_as_the_whole_that_it_is_cut_from()
    {
        var scenario = Rounds(Anomaly(AnomalyTiming.At(5 * Minute)), Anomaly(AnomalyTiming.Every(7 * Minute)), Anomaly(AnomalyTiming.PerDay(50)));
        var schedule = new AnomalySchedule(Model(scenario));
        var all = schedule.Between(0, 10_000);
        for (var first = 0; first < 9_000; first += 97)
        {
            var expected = all.Where(anomaly => anomaly.EndTick > first && anomaly.FirstTick < first + 300);
            Assert.Equal(expected, schedule.Between(first, first + 300));
        }
    }

    [Fact]
    public void Every_planned_anomaly_is_found_by_its_name_and_no_other_is()
    {
        var next = new AnomalyDefinition(AnomalyKinds.Find("dropout")!, "x", Minute);
        var first = new AnomalyDefinition(AnomalyKinds.Find("spike")!, "x", Minute, timing: AnomalyTiming.Every(Minute), then: [new FollowingAnomaly(70 * Minute, next)]);
        var schedule = new AnomalySchedule(Model(Rounds(first, Anomaly(AnomalyTiming.PerDay(50)))));
        Assert.All(schedule.Between(0, 3000), anomaly => Assert.Equal(anomaly, schedule.Find(anomaly.Id)));
        Assert.All((string[])["", "spike", "spike-1-7", "spike-9-6", "spike-1-6.2", "spike-1-99999999999999999999", "i1"], id => Assert.Null(schedule.Find(id)));
    }

    [Fact]
    public void An_injected_anomaly_is_known_by_its_name_until_it_is_ended()
    {
        var schedule = new AnomalySchedule(Model(Scenario.None));
        schedule.Add(new ModelChange.Injected(10, "i1", new AnomalyDefinition(AnomalyKinds.Find("spike")!, "x", 10 * Minute)));
        Assert.Equal((10L, 70L), Assert.Single(schedule.Between(0, 100)) is var known ? (known.FirstTick, known.EndTick) : default);
        schedule.Add(new ModelChange.Ended(20, "i1"));
        Assert.Equal((10L, 20L), Assert.Single(schedule.Between(0, 100)) is var ended ? (ended.FirstTick, ended.EndTick) : default);
        Assert.Empty(schedule.Between(20, 100));
    }

    [Fact]
    public void Another_scenario_ends_what_the_one_before_had_begun_and_counts_from_its_own_beginning()
    {
        var schedule = new AnomalySchedule(Model(Rounds(Anomaly(AnomalyTiming.At(5 * Minute)))));
        schedule.Add(new ModelChange.Switched(32, Model(Rounds(Anomaly(AnomalyTiming.At(2 * Minute))))));
        Assert.Equal([(30L, 32L), (44L, 56L)], schedule.Between(0, 200).Select(anomaly => (anomaly.FirstTick, anomaly.EndTick)));
    }

    [Fact]
    public void A_window_shorter_than_a_tick_holds_one()
    {
        var short1 = new AnomalyDefinition(AnomalyKinds.Find("spike")!, "x", TimeSpan.FromMilliseconds(1), timing: AnomalyTiming.At(TimeSpan.FromSeconds(11)));
        var anomaly = Assert.Single(new AnomalySchedule(Model(Rounds(short1))).Between(0, 100));
        Assert.Equal((2L, 3L), (anomaly.FirstTick, anomaly.EndTick));
    }

    private static Scenario Rounds(params AnomalyDefinition[] anomalies) =>
        new("rounds", [new Phase("first", 10 * Minute), new Phase("second", 20 * Minute)], repeats: true, [.. anomalies]);

    private static AnomalyDefinition Anomaly(AnomalyTiming timing) => new(AnomalyKinds.Find("spike")!, "x", 2 * Minute, timing: timing);

    private static IEnumerable<long> Starts(AnomalySchedule schedule, long first, long end) => schedule.Between(first, end).Select(anomaly => anomaly.FirstTick);

    private static SimulationModel Model(Scenario scenario, ulong seed = 1) => new(
        seed, new Timeline(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(10)),
        [new GaugeDefinition("x", "x", "", LabelSpace.Empty, new ConstantDefinition(1))], scenario);
}
