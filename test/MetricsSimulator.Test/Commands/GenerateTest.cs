using System.Globalization;
using MetricsSimulator.Test.Http;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

public sealed class GenerateTest
{
    private const string Start = "2026-01-01T00:00:00Z";

    [Theory]
    [InlineData("csv")]
    [InlineData("openmetrics")]
    public async Task The_same_seed_and_start_write_the_same_bytes(string format)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(await GenerateAsync(folder, format, "20m", "5"), await GenerateAsync(folder, format, "20m", "5"));
        Assert.NotEqual(await GenerateAsync(folder, format, "20m", "5"), await GenerateAsync(folder, format, "20m", "6"));
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task A_pipe_with_a_name_is_written_to_and_stays()
    {
        using var folder = new TemporaryFolder();
        var pipe = folder.File("pipe");
        Assert.Equal(0, ExternalTool.Python.Run(["-c", "import os, sys; os.mkfifo(sys.argv[1])", pipe]).Status);
        // Opening a pipe waits for its other end.
        var reading = Task.Run(() => File.ReadAllText(pipe));
        var ran = await Task.Run(() => Ran.Async("generate", "--duration", "20m", "--seed", "5", "--start", Start, "--format", "csv", "--output", pipe));
        Assert.Equal(0, ran.Status);
        Assert.Equal(await GenerateAsync(folder, "csv", "20m", "5"), await reading);
        Assert.Equal(0, ExternalTool.Python.Run(["-c", "import os, stat, sys; sys.exit(not stat.S_ISFIFO(os.stat(sys.argv[1]).st_mode))", pipe]).Status);
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task Two_runs_with_the_same_standard_output_write_one_after_the_other()
    {
        using var folder = new TemporaryFolder();
        var one = await GenerateAsync(folder, "csv", "20m", "5");
        await using var program = RunningProgram.Start(
            "/bin/bash", "bash", "-c", $"({Command()}; {Command()}) > \"$1\"", Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator"), folder.File("both"));
        await program.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, ""), (program.Process.ExitCode, program.Written));
        Assert.Equal(one + one, await File.ReadAllTextAsync(folder.File("both")));

        static string Command() => $"\"$0\" generate --duration 20m --seed 5 --start {Start} --format csv";
    }

    [Fact]
    public async Task Csv_and_OpenMetrics_hold_the_same_samples()
    {
        using var folder = new TemporaryFolder();
        var csv = CsvSamples(await GenerateAsync(folder, "csv", "30m", "5"));
        var openMetrics = OpenMetricsSamples(await GenerateAsync(folder, "openmetrics", "30m", "5"));
        Assert.Equal(180 * 36, csv.Count);
        Assert.Equal(csv.Order(), openMetrics.Order());
    }

    [Fact]
    public async Task A_live_scrape_has_the_samples_that_generate_writes()
    {
        using var folder = new TemporaryFolder();
        var written = CsvSamples(await GenerateAsync(folder, "csv", "10m", "42")).ToHashSet();
        await using var server = await RunningServer.StartAsync("server: {timestamps: true}", scenario: "everyday");
        foreach (var seconds in (int[])[0, 130, 200, 269])
        {
            server.Clock.Advance(TimeSpan.FromSeconds(seconds));
            using var response = await server.SendAsync(HttpMethod.Get, "/metrics", "application/openmetrics-text;version=1.0.0");
            var scraped = OpenMetricsSamples(await response.Content.ReadAsStringAsync());
            Assert.Equal(36, scraped.Count);
            Assert.Subset(written, scraped.ToHashSet());
        }
    }

    [Fact]
    [Trait("takes", "seconds")]
    public async Task A_long_series_that_is_written_while_it_is_computed_is_the_same_as_in_memory()
    {
        using var folder = new TemporaryFolder();
        var configuration = folder.Write(
            "gauge.yaml", "simulator: {update_interval: 1s, catalogue: none, metrics: {queue_depth: {type: gauge, initial_value: 5, volatility: 1, labels: {queue: [low, high]}}}}\n");
        // Two series of five million ticks do not fit into what is held at a time; one second at a time they would be 58 days.
        var file = folder.File("long.txt");
        var ran = await Ran.Async("generate", "--config", configuration, "--duration", "5000000", "--seed", "1", "--start", Start, "--output", file);
        Assert.Equal(0, ran.Status);
        var last = File.ReadLines(file).Where(line => line.StartsWith("queue_depth{", StringComparison.Ordinal)).Skip(4_999_999).First();
        var alone = await Ran.Async("generate", "--config", configuration, "--duration", "5000000", "--seed", "1", "--start", Start, "--format", "csv", "--output", folder.File("long.csv"));
        Assert.Equal(0, alone.Status);
        var row = File.ReadLines(folder.File("long.csv")).Last(line => line.Contains("low", StringComparison.Ordinal));
        Assert.Equal(CsvSamples("header\r\n" + row + "\r\n").Single(), OpenMetricsSamples(last + "\n").Single());
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task Promtool_makes_blocks_of_the_OpenMetrics_text_with_every_sample()
    {
        using var folder = new TemporaryFolder();
        await GenerateAsync(folder, "openmetrics", "1h", "5");
        var created = ExternalTool.Promtool.Run(["tsdb", "create-blocks-from", "openmetrics", folder.File("out"), folder.File("blocks")]);
        Assert.True(created.Status == 0, created.ToString());
        var listed = ExternalTool.Promtool.Run(["tsdb", "list", folder.File("blocks")]);
        Assert.Equal(
            (360L * 36).ToString(CultureInfo.InvariantCulture),
            listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4])
                .Sum(samples => long.Parse(samples, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_told_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        var ran = await Ran.Async("generate", "--duration", "1h", "--output", folder.Path);
        Assert.Equal(1, ran.Status);
        Assert.Contains("is a directory", ran.Error);
        ran = await Ran.Async("generate", "--duration", "1h", "--output", folder.File("missing/out"));
        Assert.Equal(1, ran.Status);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_seed_that_was_drawn_is_told_so_that_the_run_can_be_repeated()
    {
        using var folder = new TemporaryFolder();
        var ran = await Ran.Async("generate", "--duration", "5m", "--start", Start, "--output", folder.File("drawn"));
        var seed = ran.Error.Trim().Split(' ')[1];
        Assert.Equal(File.ReadAllText(folder.File("drawn")), await GenerateAsync(folder, "openmetrics", "5m", seed));
    }

    private static async Task<string> GenerateAsync(TemporaryFolder folder, string format, string duration, string seed)
    {
        var ran = await Ran.Async("generate", "--duration", duration, "--format", format, "--seed", seed, "--start", Start, "--output", folder.File("out"));
        Assert.Equal((0, "", ""), (ran.Status, ran.Output, ran.Error));
        return await File.ReadAllTextAsync(folder.File("out"));
    }

    // Both give "name{labels} value seconds" so that the two can be compared.
    private static List<string> CsvSamples(string csv) => [.. csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row =>
    {
        var timestamp = row[..row.IndexOf(',', StringComparison.Ordinal)];
        var rest = row[(timestamp.Length + 1)..];
        var name = rest[..rest.IndexOf(',', StringComparison.Ordinal)];
        var value = rest[(rest.LastIndexOf(',') + 1)..];
        var labels = rest[(name.Length + 1)..(rest.Length - value.Length - 1)].Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal);
        return Sample(name + labels, value, timestamp);
    })];

    private static List<string> OpenMetricsSamples(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split(' ')).Select(parts => Sample(parts[0], parts[1], parts[2]))];

    private static string Sample(string series, string value, string timestamp) => string.Create(
        CultureInfo.InvariantCulture, $"{series} {double.Parse(value, CultureInfo.InvariantCulture):R} {double.Parse(timestamp, CultureInfo.InvariantCulture):R}");
}
