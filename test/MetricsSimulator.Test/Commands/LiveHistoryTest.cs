using System.Globalization;
using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Cli.History.Blocks;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

/// <summary>The end of a history that is served, under a clock that goes on while it is written.</summary>
public sealed class LiveHistoryTest
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // The time that passes before each look at the clock. The history ends one tick before series go away; the rest of the scenario
    // passes while it is written.
    private static readonly TimeSpan[] Busy =
    [
        new(0, 25, 55), TimeSpan.FromMinutes(96), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(21), TimeSpan.FromSeconds(1),
    ];

    [Theory]
    [Trait("needs", "programs")]
    [InlineData("anomaly_detection", 2)]
    [InlineData("anomaly_detection", 2, "--scrape-series", "--truth")]
    [InlineData("anomaly_detection", 2, "--truth")]
    [InlineData("degradation", 0)]
    public async Task Ticks_that_pass_while_it_is_written_are_written_once_and_as_generate_has_them(string scenario, int gone, params string[] added)
    {
        using var folder = new TemporaryFolder();
        var clock = new PassingClock(Start, Busy);
        var written = await WriteAsync(folder, clock, scenario, added);
        Assert.Equal((Start.AddMinutes(10), Start.AddSeconds(Busy.Sum(passed => passed.TotalSeconds))), (written.First, written.Last));
        var windows = BlockMetadata.FindIn(folder.File("data")).Select(block => block.Window).OrderBy(window => window.First).ToArray();
        Assert.Contains(windows, window => window.End == Start.AddHours(2).ToUnixTimeMilliseconds());
        Assert.Equal(written.Last.ToUnixTimeMilliseconds() + 1, windows[^1].End);
        Assert.All(windows.Zip(windows.Skip(1)), pair => Assert.False(pair.First.Overlaps(pair.Second)));
        var samples = await ExpectSamplesAsync(folder, written, scenario, added);
        Assert.Equal(gone, samples.Count(sample => double.IsNaN(sample.Value) && sample.Timestamp == Start.AddMinutes(26).ToUnixTimeMilliseconds()));
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task A_tick_that_begins_within_the_lead_is_written_and_waited_for()
    {
        using var folder = new TemporaryFolder();
        var clock = new PassingClock(Start, [TimeSpan.FromHours(1), TimeSpan.FromSeconds(9.95)]);
        var began = TimeProvider.System.GetTimestamp();
        var written = await WriteAsync(folder, clock, "normal");
        Assert.Equal(Start.AddHours(1).AddSeconds(10), written.Last);
        Assert.True(TimeProvider.System.GetElapsedTime(began) >= TimeSpan.FromMilliseconds(50), "It did not wait.");
        await ExpectSamplesAsync(folder, written, "normal");
    }

    [Fact]
    public async Task A_tick_that_begins_after_the_lead_is_left_to_the_scrapes()
    {
        using var folder = new TemporaryFolder();
        var clock = new PassingClock(Start, [TimeSpan.FromHours(1), TimeSpan.FromSeconds(10) - LiveHistory.Lead - TimeSpan.FromMilliseconds(1)]);
        Assert.Equal(Start.AddHours(1), (await WriteAsync(folder, clock, "normal")).Last);
    }

    [Theory]
    [Trait("needs", "programs")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_process_that_was_killed_has_left_is_no_obstacle(bool whileKeeping)
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, new PassingClock(Start, [TimeSpan.FromHours(1)]), "normal");
        var data = folder.File("data");
        var blocks = Directory.GetDirectories(data).Select(path => Path.GetFileName(path)!).ToArray();
        Directory.CreateDirectory(Path.Combine(data, LiveHistory.PartialName));
        if (whileKeeping)
            await File.WriteAllLinesAsync(Path.Combine(data, LiveHistory.PartialName, "names"), blocks);
        else
            foreach (var block in blocks) Directory.Move(Path.Combine(data, block), Path.Combine(data, LiveHistory.PartialName, block));
        // A history that began a second later, so that it has other blocks.
        var written = await WriteAsync(folder, new PassingClock(Start, [TimeSpan.FromHours(1) + TimeSpan.FromSeconds(10)]), "normal");
        Assert.Equal(Start.AddHours(1).AddSeconds(10), written.Last);
        await ExpectSamplesAsync(folder, written, "normal");
        Assert.False(Directory.Exists(Path.Combine(data, LiveHistory.PartialName)));
    }

    private static async Task<WrittenHistory> WriteAsync(TemporaryFolder folder, TimeProvider clock, string scenario, params string[] added)
    {
        var run = new RunReader(new RunRequest(null, scenario, 7, Start), () => 7, _ => Start, latestStart: null).Read(out var report);
        Assert.True(run is not null, report);
        using var history = new LiveHistory(run, ScrapeConfiguration.Of(run, 9090), new AddedSeries(added.Contains("--truth"), added.Contains("--scrape-series") ? "--no-scrape-series" : null), folder.File("data"), firstTick: 60);
        history.Claim();
        Assert.Null(history.Violation());
        using var simulator = new LiveSimulator(run.Model, clock, run.Labels);
        var written = await history.WriteAsync(simulator, new ProgramContext(TextWriter.Null, TextWriter.Null, clock, ErrorIsTerminal: false, CancellationToken.None));
        history.Keep();
        return written;
    }

    private static async Task<List<(string Series, long Timestamp, double Value)>> ExpectSamplesAsync(TemporaryFolder folder, WrittenHistory written, string scenario, params string[] added)
    {
        var ran = await Ran.Async([
            "generate", .. added, "--scenario", scenario, "--seed", "7", "--start", "2026-01-01T00:00:00Z", "--format", "csv", "--output", folder.File("csv"), "--label", "job=claude-code", "--label",
            "instance=localhost:9090", "--duration", (written.Last.AddSeconds(1) - Start).TotalSeconds.ToString(CultureInfo.InvariantCulture)]);
        Assert.True(ran.Status == 0, ran.Error);
        var (first, last) = (written.First.ToUnixTimeMilliseconds(), written.Last.ToUnixTimeMilliseconds());
        var generated = PromtoolDump.ReadCsv(await File.ReadAllTextAsync(folder.File("csv"))).Where(sample => sample.Timestamp >= first);
        var stored = PromtoolDump.Read(folder.File("data"));
        Assert.Equal(PromtoolDump.WithMarkers([.. generated], 10_000, last).Order(), stored.Order());
        return stored;
    }
}
