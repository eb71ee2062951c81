using MetricsSimulator.Anomalies;
using MetricsSimulator.Disturbances;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Test.Disturbances;

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
        Assert.Equal(["spike-1-6", "dropout-1.1-6", "flatline-1.1.1-6"], found.Select(anomaly => anomaly.Id));
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
        Assert.All((string[])["", "spike", "spike-1-7", "spike-9-6", "spike-1.2-6", "spike-1-6.2", "spike-1.1-6", "dropout-1-6", "dropout-1.1-6.1", "-1-6", "spike-1-99999999999999999999", "i1"], id => Assert.Null(schedule.Find(id)));
    }

    [Fact]
    public void An_anomaly_of_a_cascade_is_found_by_the_name_that_older_versions_gave_it()
    {
        var next = new AnomalyDefinition(AnomalyKinds.Find("dropout")!, "x", Minute);
        var first = new AnomalyDefinition(AnomalyKinds.Find("spike")!, "x", Minute, timing: AnomalyTiming.At(Minute), then: [new FollowingAnomaly(10 * Minute, next)]);
        var schedule = new AnomalySchedule(Model(Rounds(first)), [new ModelChange.Ended(67, "spike-1-6.1")]);
        Assert.Equal(("dropout-1.1-6", 66L, 67L), schedule.Find("spike-1-6.1") is { } found ? (found.Id, found.FirstTick, found.EndTick) : default);
        Assert.Equal(schedule.Find("dropout-1.1-6"), schedule.Find("spike-1-6.1"));
    }

    [Fact]
    public void One_that_was_ended_twice_has_the_first_end()
    {
        var schedule = new AnomalySchedule(Model(Rounds(Anomaly(AnomalyTiming.At(5 * Minute)))), [new ModelChange.Ended(31, "spike-1-30"), new ModelChange.Ended(33, "spike-1-30")]);
        Assert.Equal(31, schedule.Find("spike-1-30")!.EndTick);
    }

    [Fact]
    public void A_planned_anomaly_that_is_ended_before_it_begins_is_still_known_and_never_comes()
    {
        var schedule = new AnomalySchedule(Model(Rounds(Anomaly(AnomalyTiming.At(5 * Minute)))), [new ModelChange.Ended(10, "spike-1-30")]);
        Assert.Equal([210L], Starts(schedule, 0, 300));
        Assert.True(schedule.Find("spike-1-30") is { IsCancelled: true, FirstTick: 30 });
    }

    public static TheoryData<double> Intervals => [0.001, 1, 7, 10, 60, 3600, 5 * 3600, 7 * 3600, 11 * 3600 + 17, 23 * 3600, 24 * 3600];

    [Theory]
    [Trait("takes", "seconds")]
    [MemberData(nameof(Intervals))]
    public void Whatever_the_span_is_cut_into_and_however_long_a_tick_is_the_anomalies_are_the_same(double seconds)
    {
        var interval = TimeSpan.FromSeconds(seconds);
        AnomalyDefinition[] planned =
        [
            .. ((AnomalyTiming[])[AnomalyTiming.PerDay(3), AnomalyTiming.PerDay(40), AnomalyTiming.Every(interval * 2.5), AnomalyTiming.Every(interval * 0.3), AnomalyTiming.At(interval * 1.5)])
                .Select(timing => Anomaly(timing, interval * 2.2)),
        ];
        Scenario[] scenarios =
        [
            new("forever", [new Phase("only", TimeSpan.MaxValue)], repeats: false, [.. planned]),
            new("rounds", [new Phase("first", interval * 31.4, anomalies: [.. planned]), new Phase("second", interval * 12.7)], repeats: true, [.. planned]),
        ];
        var random = new Random(1);
        foreach (var scenario in scenarios)
        {
            var schedule = new AnomalySchedule(Model(scenario, interval: interval));
            var begin = seconds < 1 ? 86_399_000L : 0;
            var all = schedule.Between(begin, begin + 3000);
            Assert.Equal(all.Count, all.Select(anomaly => anomaly.Id).Distinct().Count());
            for (var first = begin; first < begin + 2900;)
            {
                var end = first + random.Next(1, 90);
                Assert.Equal(all.Where(anomaly => anomaly.EndTick > first && anomaly.FirstTick < end), schedule.Between(first, end));
                first = end;
            }

            Assert.All(all, anomaly => Assert.Equal(anomaly, schedule.Find(anomaly.Id)));
        }
    }

    [Theory]
    [MemberData(nameof(Intervals))]
    public void What_is_told_is_what_the_samples_show(double seconds)
    {
        var interval = TimeSpan.FromSeconds(seconds);
        var nan = new AnomalyDefinition(AnomalyKinds.Find("nan")!, "x", interval, timing: AnomalyTiming.PerDay(1));
        var model = Model(new Scenario("s", [new Phase("only", TimeSpan.MaxValue)], repeats: false, [nan]), interval: interval);
        var told = new AnomalySchedule(model).Between(0, 2000).Select(anomaly => anomaly.FirstTick);
        var simulator = new Simulator(model, parallelism: 1);
        var shown = new List<long>();
        for (var k = 0L; k < 2000; k++)
        {
            simulator.AdvanceTo(k);
            using var snapshot = simulator.Acquire();
            if (double.IsNaN(snapshot.ValuesOf(snapshot.Layout.Families[0])[0])) shown.Add(k);
        }

        Assert.Equal(told, shown);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(24)]
    public void So_many_a_day_are_so_many_in_every_day_also_when_a_tick_does_not_divide_it(double hours)
    {
        var scenario = new Scenario("s", [new Phase("only", TimeSpan.MaxValue)], repeats: false, [Anomaly(AnomalyTiming.PerDay(1))]);
        var schedule = new AnomalySchedule(Model(scenario, interval: TimeSpan.FromHours(hours)));
        // The last of a day and the first of the next may fall into one tick, and are one then.
        Assert.InRange(schedule.Between(0, (long)(300 * 24 / hours)).Count, 285, 300);
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

    private static AnomalyDefinition Anomaly(AnomalyTiming timing, TimeSpan? duration = null) => new(AnomalyKinds.Find("spike")!, "x", duration ?? 2 * Minute, timing: timing);

    private static IEnumerable<long> Starts(AnomalySchedule schedule, long first, long end) => schedule.Between(first, end).Select(anomaly => anomaly.FirstTick);

    private static SimulationModel Model(Scenario scenario, ulong seed = 1, TimeSpan? interval = null) => new(
        seed, new Timeline(DateTimeOffset.UnixEpoch, interval ?? TimeSpan.FromSeconds(10)),
        [new GaugeDefinition("x", "x", "", LabelSpace.Empty, new ConstantDefinition(1))], scenario);
}
