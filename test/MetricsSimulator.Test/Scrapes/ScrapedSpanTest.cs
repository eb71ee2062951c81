using System.Text;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Blocks;
using MetricsSimulator.Cli.History.Sending;
using MetricsSimulator.Cli.History.Text;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration;
using MetricsSimulator.Model;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Push;
using MetricsSimulator.Test.Sources;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Scrapes;

/// <summary>Every way of writing what scrapes leave holds the same, however the run is cut.</summary>
public sealed class ScrapedSpanTest
{
    // Ticks of ten seconds: two blocks of two hours, and a part of a third.
    private const int Ticks = 1700;

    private static readonly ScrapeConfiguration s_scrape = new("localhost:9090", TimeSpan.FromSeconds(10));

    /// <summary>A source, reloads that take metrics away and bring them again, and outages: over a reload, over an explosion's end, and over the end of a block.</summary>
    private static readonly RunSpan s_span = new(new RecordedRun(new Run(ConfigurationReader.BuiltIn, SourceTest.ModelWithTickets()), Changes()).WithScrapes(s_scrape), 0, Ticks);

    [Fact]
    [Trait("needs", "programs")]
    public void Blocks_hold_what_CSV_holds()
    {
        using var folder = new TemporaryFolder();
        Write(s_span, folder.File("blocks"));
        Assert.Equal(Marked(s_span).Order(), PromtoolDump.Read(folder.File("blocks")).Order());
    }

    [Fact]
    [Trait("needs", "programs")]
    public void Blocks_of_a_later_part_hold_its_part_of_the_whole()
    {
        using var folder = new TemporaryFolder();
        // It begins within an outage.
        var part = s_span with { FirstTick = 103, Ticks = Ticks - 103 };
        Write(part, folder.File("blocks"));
        var first = s_span.Recorded.Run.Model.Timeline.InstantOf(103).ToUnixTimeMilliseconds();
        Assert.Equal(Marked(s_span).Where(sample => sample.Timestamp >= first).Order(), PromtoolDump.Read(folder.File("blocks")).Order());
    }

    [Fact]
    public void Blocks_that_are_missing_are_written_as_they_were()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])["whole", "again"]) Write(s_span, folder.File(name));
        foreach (var block in Directory.GetDirectories(folder.File("again")).Order(StringComparer.Ordinal).Skip(1)) Directory.Delete(block, recursive: true);
        Write(s_span, folder.File("again"));
        Backfilled.ExpectSame(folder.File("whole"), folder.File("again"));
    }

    [Theory]
    [Trait("takes", "seconds")]
    [InlineData(0)]
    [InlineData(103)]
    public async Task Remote_write_sends_what_CSV_holds_from_wherever_it_goes_on(int first)
    {
        await using var receiver = await Receiver.StartAsync();
        using var sender = new RemoteWriteSender(receiver.Url, RemoteWriteCredentials.None, new RetryPolicy(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)), TimeProvider.System);
        await Task.Factory.StartNew(() => new RemoteWriteHistory(s_span, sender) { FirstTick = first }.Write(null, CancellationToken.None), TaskCreationOptions.LongRunning);
        var from = s_span.Recorded.Run.Model.Timeline.InstantOf(first).ToUnixTimeMilliseconds();
        Assert.Equal(SentSamples.Expected(Csv(s_span)).Where(sample => sample.Key.Timestamp >= from), SentSamples.Of(receiver));
        Assert.False(receiver.IsOutOfOrder);
    }

    private static System.Collections.Immutable.ImmutableArray<ModelChange> Changes()
    {
        var model = SourceTest.ModelWithTickets();
        var without = new SimulationModel(model.Seed, model.Timeline, [model.Metrics[0]], null, model.Sources);
        ModelChange Outage(int tick, int length) => new ModelChange.Injected(tick, $"outage{tick}", Of("outage", null, length));
        return
        [
            Outage(95, 20), new ModelChange.Reloaded(100, without), new ModelChange.Reloaded(200, model), new ModelChange.Injected(300, "explosion", Of("cardinality_explosion", model.Metrics[0].Key, 20)),
            Outage(310, 20), Outage(715, 10), new ModelChange.Reloaded(900, without), new ModelChange.Injected(1000, "slow", Of("slow_scrape", null, 5)), new ModelChange.Reloaded(1100, model),
        ];
    }

    private static MetricsSimulator.Anomalies.AnomalyDefinition Of(string kind, string? metric, int length) => new(MetricsSimulator.Anomalies.AnomalyKinds.Find(kind)!, metric, TimeSpan.FromSeconds(10) * length);

    private static void Write(RunSpan span, string folder) =>
        new BlocksHistory(span, new BlockHistoryPlan(span, DateTimeOffset.UnixEpoch, TimeSpan.FromHours(2)), folder).Write(null, CancellationToken.None);

    private static List<(string Series, long Timestamp, double Value)> Marked(RunSpan span) =>
        PromtoolDump.WithMarkers(PromtoolDump.ReadCsv(Csv(span)), 10_000, span.Recorded.Run.Model.Timeline.InstantOf(span.EndTick - 1).ToUnixTimeMilliseconds());

    private static string Csv(RunSpan span)
    {
        using var stream = new MemoryStream();
        new CsvHistory(span, stream).Write(null, CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
