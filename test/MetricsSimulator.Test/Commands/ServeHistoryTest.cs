using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

/// <summary>What prevents a history before a run is served, and what happens to it when it ends early.</summary>
public sealed class ServeHistoryTest
{
    [Theory]
    [InlineData("--data: is the folder to which --history writes. Give --history too, or leave out --data.", "--data", "somewhere")]
    [InlineData("--history: cannot be combined with --time-scale. Simulated time would run ahead of the clock, and the scraped samples would not continue the history.", "--history", "1h", "--time-scale", "60")]
    [InlineData("--label: the label 'job' is also one of the target, so Prometheus would rename it.\n  Give the label another name, or leave out --history.\n", "--history", "1h", "--label", "job=x")]
    [InlineData("--label: the label 'instance' is also one of the target, so Prometheus would rename it.\n  Give the label another name, or leave out --history.\n", "--history", "1h", "--label", "instance=x")]
    [InlineData("--history: must not go back beyond 1970, got 876000h before ", "--history", "876000h")]
    [InlineData("--history: must be a number of seconds or a duration like 10s, 500ms or 1h30m, above 0, got '0h'.", "--history", "0h")]
    public async Task A_wrong_option_is_told_with_status_2(string expected, params string[] arguments)
    {
        var ran = await Ran.Async(["serve", .. arguments]);
        Assert.Equal(2, ran.Status);
        Assert.StartsWith(expected, ran.Error, StringComparison.Ordinal);
        Assert.Empty(ran.Output);
    }

    [Fact]
    public async Task A_metric_with_a_label_that_Prometheus_would_rename_is_told()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("config.yaml", "simulator: {metrics: {queue: {type: gauge, labels: {instance: [a]}, process: constant, initial_value: 1}}}\n");
        await ExpectRefusalAsync(
            folder, 2, $"{config}:1:52: metrics.queue.labels: the label 'instance' is also one of the target, so Prometheus would rename the metric's label.\n  Give the label another name, or leave out --history.\n", "--config", config);
    }

    [Fact]
    public async Task A_start_after_the_beginning_is_told_with_its_place()
    {
        using var folder = new TemporaryFolder();
        var start = TimeProvider.System.GetUtcNow().AddMinutes(-10).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        await ExpectRefusalAsync(folder, 2, "--start: must not be after ", "--start", start);
        var config = folder.Write("config.yaml", $"simulator:\n  start: {start}\n");
        await ExpectRefusalAsync(folder, 2, $"{config}:2:10: start: must not be after ", "--config", config);
    }

    [Fact]
    public async Task A_folder_that_holds_blocks_of_the_time_is_refused_and_left_as_it_was()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, (await Ran.Async("backfill", "--duration", "10m", "--output", folder.File("data"))).Status);
        await ExpectRefusalAsync(folder, 2, $"--data: {folder.File("data")} already has the block ");
    }

    [Fact]
    public async Task A_folder_that_a_Prometheus_wrote_to_since_is_refused_and_one_from_before_is_not()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("data/wal"));
        var segment = folder.Write("data/wal/00000000", "");
        await ExpectRefusalAsync(folder, 2, $"--data: {folder.File("data")} already has samples that a Prometheus scraped, up to ");

        File.SetLastWriteTimeUtc(segment, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));
        var served = await Ran.Async("serve", "--port", "0", "--history", "1h", "--data", folder.File("data"), "--stop-after", "1ms");
        Assert.True(served.Status == 0, served.Error);
    }

    [Fact]
    public async Task A_scrape_configuration_of_somebody_else_is_not_replaced()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("data"));
        var path = folder.Write("data/prometheus.yml", "global: {}\n");
        await ExpectRefusalAsync(folder, 2, $"--data: {path} already exists and scrapes something else.");
        Assert.Equal("global: {}\n", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_before_anything_is_written()
    {
        using var folder = new TemporaryFolder();
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);
        await ExpectRefusalAsync(folder, 1, $"Port {port} on localhost is in use ", "--port", port);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_is_told_with_status_1()
    {
        using var folder = new TemporaryFolder();
        folder.Write("data", "a file");
        await ExpectRefusalAsync(folder, 1, $"--data: {folder.File("data")} cannot be created, because a file is in the way. Choose another name. What was written has been removed.\n");
    }

    [Fact]
    public async Task A_second_run_into_the_same_folder_is_refused_and_one_that_ends_leaves_its_history()
    {
        using var folder = new TemporaryFolder();
        string[] arguments = ["--port", "0", "--history", "30h", "--stop-after", "1ms", "--data", folder.File("data")];
        var first = await Ran.Async(["serve", .. arguments]);
        Assert.True(first.Status == 0, first.Error);
        Assert.Contains(" --storage.tsdb.retention.time=17d\n", first.Output, StringComparison.Ordinal);
        await ExpectRefusalAsync(folder, 2, $"--data: {folder.File("data")} already has the block ");
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task An_interrupted_run_leaves_the_folder_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("config.yaml", "simulator: {update_interval: 100ms}\n");
        Directory.CreateDirectory(folder.File("data"));
        folder.Write("data/note", "mine");
        await using var simulator = RunningProgram.StartSimulator("serve", "--config", config, "--port", "0", "--history", "60d", "--data", folder.File("data"));
        await simulator.PollAsync("whole block", () => Task.FromResult(
            Directory.Exists(folder.File("data/history.partial")) ? Directory.EnumerateDirectories(folder.File("data/history.partial")).FirstOrDefault(block => !block.Contains(".tmp", StringComparison.Ordinal)) : null));
        simulator.Signal("INT");
        await simulator.Process.WaitForExitAsync();
        Assert.Equal(130, simulator.Process.ExitCode);
        Assert.Contains("--history: stopped before it was complete. What was written has been removed.\n", simulator.Written, StringComparison.Ordinal);
        Assert.Equal(["note"], Directory.EnumerateFileSystemEntries(folder.File("data")).Select(Path.GetFileName));
    }

    private static async Task ExpectRefusalAsync(TemporaryFolder folder, int status, string expected, params string[] arguments)
    {
        var before = Entries(folder);
        var ran = await Ran.Async(["serve", .. arguments.Contains("--port") ? Array.Empty<string>() : ["--port", "0"], "--history", "1h", "--data", folder.File("data"), .. arguments]);
        Assert.Equal(status, ran.Status);
        Assert.StartsWith(expected, ran.Error, StringComparison.Ordinal);
        Assert.Equal(expected.Contains("\n  ", StringComparison.Ordinal) ? 3 : 1, ran.Error.Count(letter => letter == '\n'));
        Assert.Empty(ran.Output);
        Assert.Equal(before, Entries(folder));
    }

    private static string[] Entries(TemporaryFolder folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
