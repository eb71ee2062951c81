using System.Collections.Immutable;
using CsCheck;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Model;
using MetricsSimulator.Test.Laws;

namespace MetricsSimulator.Test.Anomalies;

public sealed class DailyTimesTest
{
    private static readonly TimeSpan s_apart = TimeSpan.FromMinutes(30);

    [Fact]
    public void Anomalies_apart_come_as_often_as_they_say_in_every_day_and_never_closer_than_asked() => Gen.Select(Gen.ULong, Gen.Int[1, 8], Gen.Int[1, 60]).Sample((seed, times, minutes) =>
    {
        ImmutableArray<AnomalyDefinition> list = [Outage(times, minutes), SlowScrape(3, 2 * minutes), Truncated(1, 1)];
        if (Scenario.ApartViolation(s_apart, list) is not null) return;
        var found = new AnomalySchedule(Model(list, seed)).Between(0, 10 * 8640);
        foreach (var day in found.GroupBy(anomaly => anomaly.FirstTick / 8640))
            Assert.Equal([("outage", times), ("slow_scrape", 3), ("truncated", 1)], day.GroupBy(one => one.Definition.Kind.Name).Select(kind => (kind.Key, kind.Count())).Order());
        foreach (var (one, next) in found.Zip(found.Skip(1))) Assert.True(next.FirstTick - one.EndTick >= 180 - 1, $"{one.Id} ends at {one.EndTick}, and {next.Id} begins at {next.FirstTick}.");
    });

    [Fact]
    public void The_order_of_anomalies_apart_is_uniform()
    {
        ImmutableArray<AnomalyDefinition> list = [Outage(1, 10), SlowScrape(1, 10), Truncated(1, 10)];
        const int Days = 6000;
        var orders = new AnomalySchedule(Model(list, 1)).Between(0, Days * 8640L).Chunk(3).GroupBy(day => string.Join(' ', day.Select(one => one.Definition.Kind.Name))).Select(order => order.Count()).ToArray();
        Assert.Equal(6, orders.Length);
        // Each count is binomial with n = 6000 and p = 1/6; five standard deviations.
        var tolerance = 5 * Math.Sqrt(Days / 6.0 * 5 / 6);
        Assert.All(orders, count => Assert.InRange(count, Days / 6.0 - tolerance, Days / 6.0 + tolerance));
    }

    [Fact]
    public void The_incidents_are_each_kind_once_a_day_and_half_an_hour_apart()
    {
        var model = ShippedModels.OfScenario("incidents");
        var found = new AnomalySchedule(model).Between(0, 7 * 8640);
        Assert.Equal(15 * 7, found.Count);
        Assert.All(found.GroupBy(anomaly => anomaly.Definition.Kind), kind => Assert.Equal(7, kind.Count()));
        foreach (var (one, next) in found.Zip(found.Skip(1))) Assert.True(next.Start - one.End >= s_apart - model.Timeline.UpdateInterval);
        Assert.All(found, anomaly => Assert.Null(anomaly.Idleness));
    }

    private static AnomalyDefinition Outage(int times, int minutes) => Of("outage", times, minutes);

    private static AnomalyDefinition SlowScrape(int times, int minutes) => Of("slow_scrape", times, minutes);

    private static AnomalyDefinition Truncated(int times, int minutes) => Of("truncated", times, minutes);

    private static AnomalyDefinition Of(string kind, int times, int minutes) => new(AnomalyKinds.Find(kind)!, null, TimeSpan.FromMinutes(minutes), timing: AnomalyTiming.PerDay(times));

    private static SimulationModel Model(ImmutableArray<AnomalyDefinition> anomalies, ulong seed) => new(
        seed, new Timeline(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(10)), [],
        new Scenario("s", [new Phase("only", TimeSpan.MaxValue)], repeats: false, anomalies, s_apart));
}
