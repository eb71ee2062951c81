using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Anomalies;

namespace MetricsSimulator.Test.Simulation;

/// <summary>Since when counters and histograms count.</summary>
[Trait("takes", "seconds")]
public sealed class SeriesStartsTest
{
    [Fact]
    public void Whatever_happens_a_value_counts_from_0_at_its_start_and_never_falls_after_it()
    {
        var simulator = new Simulator(ChangingRun.Model, journal: ChangingRun.Journal);
        var last = new Dictionary<(long Number, long Start), double[]>();
        var born = new Dictionary<long, long>();
        for (var tick = 0; tick < ChangingRun.Ticks; tick++)
        {
            simulator.AdvanceTo(tick);
            using var snapshot = simulator.Acquire(withStarts: true);
            foreach (var (family, number, values, start) in Counted(snapshot))
            {
                Assert.InRange(start, ChangingRun.Model.Timeline.Start.UtcTicks, snapshot.Instant.UtcTicks);
                if (start == snapshot.Instant.UtcTicks) Assert.All(values, value => Assert.Equal(0, value));
                if (last.TryGetValue((number, start), out var before)) Assert.All(values.Zip(before), pair => Assert.True(pair.First >= pair.Second, $"{family.Name} fell at tick {tick}"));
                last[(number, start)] = values;
                born.TryAdd(number, start);
            }
        }

        var families = last.Keys.Count(key => born[key.Number] < key.Start);
        Assert.True(families > 40, $"only {families} restarts");
    }

    [Fact]
    public void A_counter_reset_and_a_birth_are_starts()
    {
        // A dropout may hide a birth.
        var simulator = new Simulator(ChangingRun.Model, journal: [.. ChangingRun.Journal.Where(change => change is not ModelChange.Injected { Definition.Kind.Name: "dropout" })]);
        var (resets, births, explosions) = (0, 0, 0);
        var before = new Dictionary<long, (double First, long Start)>();
        for (var tick = 0; tick < 260; tick++)
        {
            simulator.AdvanceTo(tick);
            using var snapshot = simulator.Acquire(withStarts: true);
            foreach (var (family, number, values, start) in Counted(snapshot))
            {
                var isNow = start == snapshot.Instant.UtcTicks;
                if (!before.TryGetValue(number, out var last))
                {
                    Assert.True(isNow, $"{family.Name} appears at tick {tick}, and counts since before");
                    births++;
                    explosions += family.Continues ? 1 : 0;
                }
                else if (values[0] < last.First)
                {
                    Assert.NotEqual(last.Start, start);
                    resets++;
                }

                before[number] = (values[0], start);
            }
        }

        Assert.True(resets > 20 && births > 60 && explosions > 20, $"{resets} resets, {births} births, {explosions} of explosions");
    }

    [Theory]
    [InlineData("counter", 5)]
    [InlineData("real", 2.5)]
    [InlineData("errors", 1)]
    [InlineData("counter", 1e9)]
    public void A_counter_that_falls_to_a_value_that_is_set_or_from_it_begins_there_with_that_value(string key, double value)
    {
        var simulator = new Simulator(new SimulationModel(
            1, ChangingRun.Model.Timeline, [.. Disturbed.Metrics], new Scenario("set", [new Phase("", TimeSpan.MaxValue)], repeats: false, [Disturbed.Anomaly("set", key, value, "{model=\"a\"}")])));
        var (own, starts) = (new List<double>(), new List<long>());
        for (var tick = 0; tick < Disturbed.Ticks; tick++)
        {
            simulator.AdvanceTo(tick);
            using var snapshot = simulator.Acquire(withStarts: true);
            var family = snapshot.Layout.Families.Single(family => family.Name == $"{key}_total");
            own.Add(snapshot.Values[family.ValueOffset]);
            starts.Add(snapshot.Starts[family.ValueOffset]);
        }

        // Whoever sets a value does not say since when it counts: as OTLP has it then, the series begins where it was seen first.
        var born = ChangingRun.Model.Timeline.Start.UtcTicks;
        var fall = ChangingRun.Model.Timeline.InstantOf(own[Disturbed.Begin] < own[Disturbed.Begin - 1] ? Disturbed.Begin : Disturbed.End).UtcTicks;
        Assert.Equal(value, own[Disturbed.Begin]);
        Assert.Equal(fall == ChangingRun.Model.Timeline.InstantOf(Disturbed.End).UtcTicks, value > own[^1]);
        for (var tick = 0; tick < Disturbed.Ticks; tick++)
            Assert.Equal(ChangingRun.Model.Timeline.InstantOf(tick).UtcTicks < fall ? born : fall, starts[tick]);
    }

    [Fact]
    public void A_snapshot_that_was_acquired_without_starts_has_none()
    {
        using var snapshot = new Simulator(ChangingRun.Model).Acquire();
        Assert.Throws<InvalidOperationException>(() => _ = snapshot.Starts.Length);
    }

    private static IEnumerable<(MetricFamily Family, long Number, double[] Values, long Start)> Counted(Snapshot snapshot)
    {
        foreach (var family in snapshot.Layout.Families)
        {
            if (!family.Series[0].IsCumulative) continue;
            for (var row = 0; row < family.Range.Count; row++)
            {
                var column = family.ValueOffset + row * family.Stride;
                if (!Staleness.IsMarker(snapshot.Values[column]))
                    yield return (family, family.Numbers[row * family.Series.Length], snapshot.Values.Slice(column, family.Stride).ToArray(), snapshot.Starts[column]);
            }
        }
    }
}
