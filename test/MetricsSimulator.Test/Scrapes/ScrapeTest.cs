using MetricsSimulator.Anomalies;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Scrapes;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Anomalies;
using MetricsSimulator.Test.Laws;
using MetricsSimulator.Test.Sources;

namespace MetricsSimulator.Test.Scrapes;

/// <summary>A run as scrapes leave it, against a scraper that sees nothing but its snapshots.</summary>
public sealed class ScrapeTest
{
    private const int Ticks = 120;

    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    private static readonly ScrapeDefinition s_scrapes = new(s_interval, [new LabelDimension("job", ["claude-code"]), new LabelDimension("instance", ["localhost:9090"])]);

    public static readonly TheoryData<string> Kinds = [.. AnomalyKinds.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(ShippedModels.Scenarios), MemberType = typeof(ShippedModels))]
    public void A_scenario_is_counted_as_a_scraper_counts_it(string name) => ExpectWhatAScraperSees(ShippedModels.OfScenario(name), []);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_anomaly_of_each_kind_is_counted_as_a_scraper_counts_it(string name) => ExpectWhatAScraperSees(Lively(), [.. InjectionsOf(AnomalyKinds.Find(name)!, first: 5)]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Whatever_is_done_to_a_run_is_counted_as_a_scraper_counts_it(int seed) => ExpectWhatAScraperSees(Lively(), Journal(new Random(seed)));

    [Fact]
    public void Fifty_label_sets_that_an_explosion_brings_are_added_once_and_no_series_is_after_an_outage()
    {
        ModelChange[] journal =
        [
            new ModelChange.Injected(10, "i1", new AnomalyDefinition(AnomalyKinds.Find("cardinality_explosion")!, "gauge", 20 * s_interval, magnitude: 50)),
            new ModelChange.Injected(15, "i2", new AnomalyDefinition(AnomalyKinds.Find("outage")!, null, 5 * s_interval)),
        ];
        var found = Scraped(Model([.. Disturbed.Metrics]), journal, 40).ConvertAll(scrape => (scrape.Values[0], scrape.Values[4]));
        Assert.Equal(50, found[10].Item2);
        Assert.All(found[1..10].Concat(found[11..15]).Concat(found[20..]), scrape => Assert.Equal((1, 0), scrape));
        Assert.All(found[15..20], scrape => Assert.Equal((0, 0), scrape));
    }

    [Fact]
    public void A_delay_within_the_timeout_changes_the_duration_alone()
    {
        var model = Model([.. Disturbed.Metrics]);
        ModelChange[] journal = [new ModelChange.Injected(10, "i1", new AnomalyDefinition(AnomalyKinds.Find("slow_scrape")!, null, 5 * s_interval, magnitude: 4))];
        var (slow, plain) = (Scraped(model, journal, 20), Scraped(model, [], 20));
        for (var tick = 0; tick < 20; tick++)
        {
            Assert.Equal(plain[tick].Found, slow[tick].Found);
            Assert.Equal([.. plain[tick].Values.Where((_, i) => i != 1)], slow[tick].Values.Where((_, i) => i != 1));
            Assert.Equal(tick is >= 10 and < 15 ? 4 : 0, slow[tick].Values[1] - plain[tick].Values[1], 1e-9);
        }
    }

    [Fact]
    public void No_scrape_takes_longer_than_the_scraper_waits()
    {
        var scrapes = Scraped(Model([.. Disturbed.Metrics]), [new ModelChange.Injected(10, "i1", new AnomalyDefinition(AnomalyKinds.Find("slow_scrape")!, null, 5 * s_interval, magnitude: 10))], 20);
        Assert.All(scrapes[10..15], scrape => Assert.Equal([0, 10, 0, 0, 0], scrape.Values));
        Assert.All(scrapes[..10].Concat(scrapes[15..]), scrape => Assert.InRange(scrape.Values[1], 1e-4, 0.1));
    }

    [Fact]
    public void In_the_clean_twin_every_scrape_goes_well()
    {
        var model = ShippedModels.OfScenario("anomaly_detection");
        Assert.Contains(Scraped(model, [], 720), scrape => scrape.Values[0] == 0);
        Assert.All(Scraped(model.WithoutAnomalies(), [], 720), scrape => Assert.Equal(1, scrape.Values[0]));
    }

    [Fact]
    public void Scrapes_are_the_same_alone_and_beside_the_series_and_whichever_ticks_are_looked_at()
    {
        var (model, journal) = (Lively(), Journal(new Random(7)));
        var whole = Scraped(model, journal, Ticks);
        var alone = new Simulator(model, SeriesSelection.Of(ScrapeDefinition.Key), journal: journal, scrapes: s_scrapes);
        for (var tick = 0; tick < Ticks; tick += 17)
        {
            alone.AdvanceTo(tick);
            using var snapshot = alone.Acquire();
            Assert.Equal(5, snapshot.Values.Length);
            Assert.Equal(whole[tick].Values, snapshot.Values.ToArray());
        }
    }

    [Fact]
    public void Of_several_shards_the_first_has_the_scrapes_of_the_whole_run_and_all_together_have_its_samples()
    {
        var model = Lively();
        // A reload is done to the shard, with the shard's own model.
        ModelChange[] journal = [.. Journal(new Random(3)).Where(change => change is ModelChange.Injected or ModelChange.Ended)];
        var whole = Scraped(model, journal, Ticks);
        var shards = Enumerable.Range(0, 3).Select(i => Scraped(model.ForShard(new Shard(i, 3)), journal, Ticks)).ToArray();
        for (var tick = 0; tick < Ticks; tick++)
        {
            Assert.Equal(whole[tick].Values, shards[0][tick].Values);
            Assert.Empty(shards[1][tick].Values);
            Assert.Equal(whole[tick].Found.OrderBy(sample => sample.Key, StringComparer.Ordinal), shards.SelectMany(shard => shard[tick].Found).OrderBy(sample => sample.Key, StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Scrapes_go_on_from_a_checkpoint_as_they_did()
    {
        var (model, journal) = (Lively(), Journal(new Random(9)));
        var whole = Scraped(model, journal, Ticks);
        var simulator = new Simulator(model, journal: journal, scrapes: s_scrapes);
        for (var tick = 20; tick < Ticks; tick += 60)
        {
            simulator.AdvanceTo(tick);
            var again = new Simulator(model, journal: journal, from: simulator.Keep(), scrapes: s_scrapes);
            for (var next = tick + 1; next < Math.Min(Ticks, tick + 40); next++) Assert.Equal(whole[next].Values, Split(again, next).Values);
        }
    }

    [Fact]
    public void What_is_not_scraped_is_there_while_scrapes_fail_and_is_not_counted()
    {
        ModelChange[] journal = [new ModelChange.Injected(10, "i1", new AnomalyDefinition(AnomalyKinds.Find("outage")!, null, 5 * s_interval))];
        var model = Model([.. Disturbed.Metrics]).With(new MetricsSimulator.Truth.TruthDefinition());
        var simulator = new Simulator(model, journal: journal, scrapes: s_scrapes);
        var counted = 0.0;
        for (var tick = 0; tick < 20; tick++)
        {
            var (values, found) = Split(simulator, tick);
            Assert.Equal(tick is >= 10 and < 15 ? ["simulator_anomaly_active id=i1 kind=outage"] : [], found.Keys.Where(series => series.StartsWith("simulator_anomaly_active", StringComparison.Ordinal)));
            if (tick == 0) counted = values[2];
            else Assert.Equal(tick is >= 10 and < 15 ? 0 : counted, values[2]);
            Assert.Equal(found.Keys.Count(series => !series.StartsWith("simulator_anomaly_active", StringComparison.Ordinal)), values[2]);
        }
    }

    private static void ExpectWhatAScraperSees(SimulationModel model, IReadOnlyList<ModelChange> journal)
    {
        var expected = Scraper.Watch(model, journal, Ticks, s_interval);
        var found = Scraped(model, journal, Ticks);
        for (var tick = 0; tick < Ticks; tick++)
        {
            var (up, samples, added, all) = expected[tick];
            Assert.Equal((tick, up, samples, samples, added), (tick, found[tick].Values[0], found[tick].Values[2], found[tick].Values[3], found[tick].Values[4]));
            Assert.Equal(all, found[tick].Found);
        }
    }

    /// <summary>For each tick the five values about the scrape, and what else there is.</summary>
    private static List<(double[] Values, Dictionary<string, long> Found)> Scraped(SimulationModel model, IReadOnlyList<ModelChange> journal, int ticks)
    {
        var simulator = new Simulator(model, journal: journal, scrapes: s_scrapes);
        return [.. Enumerable.Range(0, ticks).Select(tick => Split(simulator, tick))];
    }

    private static (double[] Values, Dictionary<string, long> Found) Split(Simulator simulator, int tick)
    {
        simulator.AdvanceTo(tick);
        using var snapshot = simulator.Acquire();
        var found = Scraper.SamplesOf(snapshot);
        string[] about = [.. ScrapeDefinition.Families.Select(family => $"{family.Name} instance=localhost:9090 job=claude-code").Where(found.ContainsKey)];
        double[] values = [.. about.Select(series => BitConverter.Int64BitsToDouble(found[series]))];
        foreach (var series in about) found.Remove(series);
        return (values, found);
    }

    /// <summary>Metrics of every sort, one whose series live for some minutes, and a source whose series are born and end.</summary>
    private static SimulationModel Lively() => Model([.. Disturbed.Metrics, Living()]).With(new TicketDefinition());

    private static GaugeDefinition Living() => new(
        "pods", "pods", "", new LabelSpace([LabelDimension.Churning("pod", 12, "p", TimeSpan.FromMinutes(8)), new LabelDimension("zone", ["a", "b"])]), new ConstantDefinition(1));

    private static SimulationModel Model(params MetricDefinition[] metrics) => new(1, new Timeline(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), s_interval), [.. metrics]);

    private static IEnumerable<ModelChange> InjectionsOf(AnomalyKind kind, int first)
    {
        var metrics = Disturbed.Metrics.Append(Living());
        var targets = kind.IsOfEndpoint ? new string?[] { null } : metrics.Where(metric => kind.Suits(metric.Target)).Select(string? (metric) => metric.Key);
        return targets.SelectMany(target => (int[])[1, 3, 9], (target, length) => (target, length)).Select((pair, i) => new ModelChange.Injected(
            first + 4 * i, $"{kind.Name}{i}", new AnomalyDefinition(kind, pair.target, pair.length * s_interval)));
    }

    /// <summary>Anomalies of every kind at random ticks, outages over many of them, and reloads that take metrics away and bring them again.</summary>
    private static ModelChange[] Journal(Random random)
    {
        var changes = AnomalyKinds.All.SelectMany(kind => InjectionsOf(kind, 0)).Cast<ModelChange.Injected>().Select(injected => (ModelChange)(injected with { Tick = random.Next(1, Ticks) })).ToList();
        for (var i = 0; i < 25; i++)
        {
            var kind = AnomalyKinds.Find(((string[])["outage", "truncated", "slow_scrape"])[i % 3])!;
            changes.Add(new ModelChange.Injected(random.Next(1, Ticks), $"endpoint{i}", new AnomalyDefinition(kind, null, random.Next(1, 6) * s_interval, magnitude: i % 3 == 2 ? random.Next(5, 15) : null)));
        }

        for (var i = 0; i < 8; i++)
        {
            var model = i % 2 == 0 ? Model([.. Disturbed.Metrics.Where((_, at) => at != i % 4)]).With(new TicketDefinition()) : Lively();
            changes.Add(new ModelChange.Reloaded(random.Next(1, Ticks), model));
        }

        return [.. changes.OrderBy(change => change.Tick)];
    }
}
