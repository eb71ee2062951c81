using System.Globalization;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Test.Tools;
using static MetricsSimulator.Test.Commands.Backfilled;

namespace MetricsSimulator.Test.Commands;

public sealed class BackfillTest
{
    private static readonly long LastTick = DateTimeOffset.Parse(End, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() - 10_000;

    [Fact]
    [Trait("needs", "programs")]
    public async Task Blocks_hold_the_samples_of_generate_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        await BackfillAsync(folder, "--duration", "6h");
        var csv = await GenerateAsync(folder, "csv", "--duration", "6h", "--start", "2025-12-31T23:00:00Z");

        Assert.Equal(PromtoolDump.ReadCsv(csv).Order(), PromtoolDump.Read(folder.File("blocks")).Order());
        Assert.Equal([(23, 24), (24, 26), (26, 28), (28, 29)], WindowsOf(folder).Select(window => (HoursOf(window.First), HoursOf(window.End + 9_999))));
    }

    [Fact]
    public async Task The_last_block_ends_a_millisecond_after_its_last_sample()
    {
        using var folder = new TemporaryFolder();
        await BackfillAsync(folder, "--duration", "3h");
        Assert.Equal(LastTick + 1, WindowsOf(folder).Max(window => window.End));
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task Blocks_of_promtool_hold_the_same_samples_and_take_no_fewer_bytes()
    {
        using var folder = new TemporaryFolder();
        await BackfillAsync(folder, "--duration", "5h");
        await GenerateAsync(folder, "openmetrics", "--duration", "5h", "--start", "2026-01-01T00:00:00Z");
        var created = ExternalTool.Promtool.Run(["tsdb", "create-blocks-from", "openmetrics", folder.File("out"), folder.File("theirs")]);
        Assert.True(created.Status == 0, created.ToString());

        Assert.Equal(PromtoolDump.Read(folder.File("theirs")), PromtoolDump.Read(folder.File("blocks")));
        Assert.InRange(SizeOf(folder.File("blocks")), 1, SizeOf(folder.File("theirs")));
    }

    [Theory]
    [Trait("needs", "programs")]
    [InlineData]
    [InlineData("--clean")]
    public async Task An_absent_series_is_marked_stale_once_and_then_left_out(params string[] clean)
    {
        using var folder = new TemporaryFolder();
        await BackfillAsync(folder, ["--duration", "5h", "--scenario", "anomaly_detection", .. clean]);
        var csv = await GenerateAsync(folder, "csv", ["--duration", "5h", "--start", "2026-01-01T00:00:00Z", "--scenario", "anomaly_detection", .. clean]);
        var samples = PromtoolDump.ReadCsv(csv);
        var expected = PromtoolDump.WithMarkers(samples, 10_000, LastTick);
        Assert.Equal(clean.Length == 0, expected.Count > samples.Count);
        Assert.Equal(expected.Order(), PromtoolDump.Read(folder.File("blocks")).Order());
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task An_earlier_start_moves_the_paths_and_not_what_is_written()
    {
        using var folder = new TemporaryFolder();
        await BackfillAsync(folder, "--duration", "1h", "--start", "2026-01-01T02:00:00Z");
        var csv = await GenerateAsync(folder, "csv", "--duration", "3h", "--start", "2026-01-01T02:00:00Z");
        var from = DateTimeOffset.Parse("2026-01-01T04:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        Assert.Equal(PromtoolDump.ReadCsv(csv).Where(sample => sample.Timestamp >= from).Order(), PromtoolDump.Read(folder.File("blocks")).Order());
    }

    [Fact]
    public async Task An_end_that_is_not_given_is_printed_in_whole_seconds()
    {
        using var folder = new TemporaryFolder();
        var ran = await Ran.Async("backfill", "--duration", "1m", "--seed", "1", "--format", "csv", "--output", folder.File("text"));
        Assert.Equal(0, ran.Status);
        Assert.Matches(@"^end \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\n", ran.Error);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("openmetrics")]
    public async Task Text_is_that_of_generate(string format)
    {
        using var folder = new TemporaryFolder();
        var ran = await RunAsync(folder, "--scrape-series", "--duration", "1h", "--format", format, "--output", folder.File("text"));
        Assert.Equal(0, ran.Status);
        var text = await GenerateAsync(folder, format, "--duration", "1h", "--start", "2026-01-01T04:00:00Z");
        Assert.Equal(text, await File.ReadAllTextAsync(folder.File("text")));
        Assert.Matches($@"^14,760 samples in \d+\.\d\d s \((\d+\.\d million|[\d,]+)/s\): {text.Length:N0} bytes, {text.Length / 14760.0:0.00} a sample\.\n$", ran.Error);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("openmetrics")]
    public async Task Text_with_an_earlier_start_is_the_end_of_the_longer_run(string format)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, (await RunAsync(folder, "--scrape-series", "--duration", "1h", "--start", "2026-01-01T02:00:00Z", "--format", format, "--output", folder.File("text"))).Status);
        await GenerateAsync(folder, format, "--duration", "3h", "--start", "2026-01-01T02:00:00Z");
        var from = DateTimeOffset.Parse("2026-01-01T04:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        Assert.Equal(
            File.ReadLines(folder.File("out")).Where(line => InstantOf(line) is not { } instant || instant >= from), File.ReadLines(folder.File("text")));

        double? InstantOf(string line) =>
            double.TryParse(format == "csv" ? line.Split(',')[0] : line.Split(' ')[^1], CultureInfo.InvariantCulture, out var instant) ? instant : null;
    }

    [Fact]
    public async Task The_same_run_writes_the_same_bytes()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        await BackfillAsync(first, "--duration", "10h");
        await BackfillAsync(second, "--duration", "10h");
        ExpectSame(first.File("blocks"), second.File("blocks"));
    }

    [Theory]
    [Trait("needs", "programs")]
    [InlineData("2h", 13)]
    [InlineData("12h", 3)]
    public async Task Blocks_have_the_length_that_is_asked_for(string length, int blocks)
    {
        using var folder = new TemporaryFolder();
        await BackfillAsync(folder, "--duration", "24h", "--block-duration", length);
        Assert.Equal(blocks, WindowsOf(folder).Count);
        var listed = ExternalTool.Promtool.Run(["tsdb", "list", folder.File("blocks")]);
        Assert.Equal(
            8640L * 41,
            listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4], CultureInfo.InvariantCulture)));
        var analyzed = ExternalTool.Promtool.Run(["tsdb", "analyze", folder.File("blocks")]);
        Assert.True(analyzed.Status == 0, analyzed.ToString());
        Assert.Contains("Series: 41", analyzed.Output);
    }

    [Fact]
    public async Task A_folder_that_holds_blocks_of_the_span_is_refused_and_left_as_it_was()
    {
        using var folder = new TemporaryFolder();
        await BackfillAsync(folder, "--duration", "2h");
        var before = Files(folder.File("blocks"));
        var ran = await RunAsync(folder, "--duration", "1h", "--seed", "9");
        Assert.Equal(2, ran.Status);
        Assert.Contains(" of another run, from 2026-01-01T04:00:00Z to", ran.Error);
        Assert.Contains("Use another folder, choose --end and --duration so that they do not overlap, or remove the block.", ran.Error);
        Assert.Equal(before, Files(folder.File("blocks")));

        await BackfillAsync(folder, "--duration", "1h", "--end", "2026-01-01T03:00:00Z");
        Assert.Equal(3, WindowsOf(folder).Count);
    }

    [Theory]
    [InlineData("--end: must not be in the future", "--duration", "1h", "--end", "2100-01-01T00:00:00Z")]
    [InlineData("--end: must be", "--duration", "1h", "--end", "tomorrow")]
    [InlineData("--start: must not be after 2026-01-01T04:00:00Z", "--duration", "1h", "--start", "2026-01-01T04:30:00Z")]
    [InlineData("--duration: must not go back beyond 1970", "--duration", "1000000h")]
    [InlineData("--duration: there is no tick within 1ms", "--duration", "1ms", "--end", "2026-01-01T05:00:01Z")]
    [InlineData("--block-duration: must be a multiple of 2h", "--duration", "1h", "--block-duration", "3h")]
    [InlineData("--block-duration: works only with --format blocks, and --format is csv. Leave out one of the two.", "--duration", "1h", "--block-duration", "2h", "--format", "csv")]
    [InlineData("--output: blocks need a folder", "--duration", "1h", "--output", "-")]
    public async Task Arguments_that_are_wrong_are_explained_and_nothing_is_written(string expected, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var ran = await RunAsync(folder, arguments);
        Assert.Equal(2, ran.Status);
        Assert.Contains(expected, ran.Error);
        Assert.False(File.Exists(folder.File("blocks")));
        Assert.False(Directory.Exists(folder.File("blocks")));
    }

    [Fact]
    public async Task Another_run_of_the_same_seed_and_span_is_refused_too()
    {
        using var folder = new TemporaryFolder();
        await BackfillAsync(folder, "--duration", "2h");
        Assert.Equal(2, (await RunAsync(folder, "--duration", "2h", "--scenario", "load_test")).Status);
        Assert.Equal(2, (await RunAsync(folder, "--duration", "2h", "--clean")).Status);
        Assert.Equal(2, (await RunAsync(folder, "--duration", "2h", "--label", "replica=b")).Status);
    }

    [Fact]
    public async Task Blocks_that_are_missing_are_written_as_they_were()
    {
        using var folder = new TemporaryFolder();
        using var whole = new TemporaryFolder();
        string[] run = ["--duration", "12h", "--scenario", "anomaly_detection"];
        await BackfillAsync(whole, run);
        await BackfillAsync(folder, run);
        var blocks = Directory.GetDirectories(folder.File("blocks")).Order(StringComparer.Ordinal).ToArray();
        Directory.Delete(blocks[1], recursive: true);
        Directory.Delete(blocks[^1], recursive: true);
        // The files that a killed run leaves behind.
        Directory.CreateDirectory(Path.Combine(blocks[1] + ".tmp-for-creation", "chunks"));

        var ran = await RunAsync(folder, run);
        Assert.Equal(0, ran.Status);
        Assert.StartsWith($"{blocks.Length - 2} of {blocks.Length} blocks are already in {folder.File("blocks")} and will stay as they are.\n", ran.Error, StringComparison.Ordinal);
        ExpectSame(whole.File("blocks"), folder.File("blocks"));

        ran = await RunAsync(folder, run);
        Assert.Equal((0, $"{blocks.Length} of {blocks.Length} blocks are already in {folder.File("blocks")}; there is nothing left to write.\n"), (ran.Status, ran.Error));
    }

    private static async Task<string> GenerateAsync(TemporaryFolder folder, string format, params string[] arguments)
    {
        var ran = await Ran.Async(
            ["generate", "--scrape-series", "--format", format, "--seed", "5", "--output", folder.File("out"), "--label", "job=claude-code", "--label", "instance=localhost:9090", .. arguments]);
        Assert.Equal((0, ""), (ran.Status, ran.Error));
        return await File.ReadAllTextAsync(folder.File("out"));
    }

    private static long HoursOf(long milliseconds) => (milliseconds - DateTimeOffset.Parse("2025-12-31T00:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds()) / 3_600_000;

    private static long SizeOf(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(file) is not (BlockMetadata.FileName or "tombstones")).Sum(file => new FileInfo(file).Length);
}
