using System.Globalization;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Test.Http;
using MetricsSimulator.Test.Tools;
using Microsoft.Extensions.Time.Testing;

namespace MetricsSimulator.Test.Runs;

public sealed class ReloadTest
{
    [Fact]
    public async Task A_changed_configuration_holds_from_the_next_tick_on_and_counters_go_on()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("config.yaml", "simulator: {start: 2026-01-01T00:00:00Z}\n");
        await using var server = await StartAsync(file);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var before = Counters(await server.Client.GetStringAsync("/metrics"));
        folder.Write("config.yaml", "simulator: {start: 2026-01-01T00:00:00Z, metrics: {queue: {type: gauge, initial_value: 3, volatility: 0}}}\n");
        Assert.Equal($"reload: {file} will be used from tick 7 on.\n", server.Live.Reload());
        Assert.DoesNotContain("queue", await server.Client.GetStringAsync("/metrics"));
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        var text = await server.Client.GetStringAsync("/metrics");
        Assert.Contains("\nqueue 3\n", text);
        var after = Counters(text);
        Assert.All(before, counter => Assert.True(after[counter.Key] >= counter.Value, counter.Key));
        Assert.Contains("queue:", await server.Client.GetStringAsync("/config"));
    }

    [Fact]
    public async Task What_a_changed_configuration_says_in_vain_is_told()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("config.yaml", "simulator: {scenario: everyday}\n");
        await using var server = await StartAsync(file);
        folder.Write("config.yaml", "simulator: {scenario: everyday, metrics: {token_usage: {drift: 9}}}\n");
        Assert.Equal(
            $"reload: {file} will be used from tick 1 on.\n{file}: warning: the scenario everyday replaces token_usage.drift. With --scenario none, the values of the file apply.\n",
            server.Live.Reload());
    }

    [Fact]
    public async Task An_anomaly_of_a_metric_that_a_reload_took_keeps_the_name_of_the_metric()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("config.yaml", "simulator: {metrics: {queue: {name: queue_length, type: gauge, initial_value: 3, volatility: 0}}}\n");
        await using var server = await StartAsync(file);
        var id = await AnomaliesEndpointTest.InjectAsync(server, """{"kind":"spike","metric":"queue","duration":"1m"}""");
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        folder.Write("config.yaml", "simulator: {}\n");
        Assert.Contains(" will be used from tick ", server.Live.Reload());
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Contains("\"name\":\"queue_length\"", await server.Client.GetStringAsync("/api/v1/anomalies/" + id));
    }

    [Theory]
    [InlineData("simulator: {seed: 8}\n", ":1:19: seed: cannot be changed while it runs.\n")]
    [InlineData("simulator: {start: 2025-01-01T00:00:00Z}\n", ":1:20: start: cannot be changed while it runs.\n")]
    [InlineData("simulator: {update_interval: 5s}\n", ":1:30: update_interval: cannot be changed while it runs.\n")]
    [InlineData("server: {host: 0.0.0.0}\n", ":1:16: server.host: cannot be changed while it runs.\n")]
    [InlineData("labels: {team: ai}\n", ":1:9: labels: cannot be changed while it runs.\n")]
    [InlineData("server: {timestamps: true}\n", ":1:22: server.timestamps: cannot be changed while it runs.\n")]
    [InlineData("simulator: {metrics: {cost: {volatility: -1}}}\n", ":1:42: metrics.cost.volatility: must be 0 or more, got -1.\n")]
    [InlineData("simulator: {scenario: nothing}\n", ":1:23: scenario: nothing: there is no such scenario.\n")]
    [InlineData("simulator: {\n", ":")]
    public async Task What_cannot_be_taken_over_is_told_with_its_place_and_the_run_goes_on(string yaml, string expected)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("config.yaml", "simulator: {}\n");
        await using var server = await StartAsync(file);
        var config = await server.Client.GetStringAsync("/config");
        folder.Write("config.yaml", yaml);
        var report = server.Live.Reload();
        Assert.StartsWith(file + expected, report);
        Assert.EndsWith("; the run goes on as before.\n", report);
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(config, await server.Client.GetStringAsync("/config"));
        Assert.Single(server.Live.Journal.Lines);
    }

    [Fact]
    public void A_changed_port_is_told_with_its_place_unless_the_command_line_gives_one()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("config.yaml", "simulator: {}\n");
        var (fromFile, fromOption) = (RunningServer.Read(file, port: null), RunningServer.Read(file, port: 9000));
        folder.Write("config.yaml", "server: {port: 9999}\n");
        Assert.Null(fromFile.ReadAgain(out var report));
        Assert.StartsWith(file + ":1:16: server.port: cannot be changed while it runs.\n", report);
        Assert.NotNull(fromOption.ReadAgain(out _));
    }

    [Fact]
    public async Task A_file_that_is_gone_is_told_and_the_run_goes_on()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("config.yaml", "simulator: {}\n");
        await using var server = await StartAsync(file);
        File.Delete(file);
        Assert.Equal($"{file}: there is no such file.\n1 error; the run goes on as before.\n", server.Live.Reload());
    }

    [Fact]
    public async Task Nothing_is_changed_by_a_file_that_says_the_same()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("config.yaml", "simulator: {scenario: degradation}\n");
        await using var server = await StartAsync(file);
        folder.Write("config.yaml", "# The same in other words.\nsimulator: {scenario: degradation}\n");
        Assert.Equal("reload: nothing changed.\n", server.Live.Reload());
        Assert.Single(server.Live.Journal.Lines);
    }

    [Fact]
    public async Task A_scenario_that_was_switched_to_stays_until_the_file_asks_for_another()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("config.yaml", "simulator: {scenario: normal}\n");
        await using var server = await StartAsync(file);
        using (await server.SendJsonAsync(HttpMethod.Put, "/api/v1/scenario", """{"name":"load_test"}"""))
        {
        }

        server.Clock.Advance(TimeSpan.FromSeconds(10));
        folder.Write("config.yaml", "simulator: {scenario: normal, metrics: {cost: {volatility: 1}}}\n");
        server.Live.Reload();
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("load_test", server.Live.Simulator.Status.Scenario);
        folder.Write("config.yaml", "simulator: {scenario: degradation}\n");
        server.Live.Reload();
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("degradation", server.Live.Simulator.Status.Scenario);
    }

    [Fact]
    public async Task A_changed_scenario_file_holds_from_the_next_tick_on()
    {
        using var folder = new TemporaryFolder();
        var scenario = folder.Write("own.yaml", "patterns:\n- {name: one, duration: 1h}\n");
        var file = folder.Write("config.yaml", "simulator: {scenario: own.yaml}\n");
        await using var server = await StartAsync(file);
        Assert.Equal("one", server.Live.Simulator.Status.Phase);
        folder.Write("own.yaml", "patterns:\n- {name: two, duration: 1h}\n");
        Assert.Equal($"reload: {file} and {scenario} will be used from tick 1 on.\n", server.Live.Reload());
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("two", server.Live.Simulator.Status.Phase);
    }

    [Theory]
    [InlineData("write")]
    [InlineData("rename")]
    [InlineData("delete and write")]
    public void A_watched_file_is_noticed_however_it_is_changed(string how)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("config.yaml", "one");
        var clock = new FakeTimeProvider();
        var changes = 0;
        using var watch = new FileWatch(() => [file], clock, () => changes++, Assert.Fail);
        clock.Advance(FileWatch.Interval * 3);
        Assert.Equal(0, changes);
        switch (how)
        {
            case "write":
                folder.Write("config.yaml", "two");
                break;
            case "rename":
                File.Move(folder.Write("config.yaml~", "two"), file, overwrite: true);
                break;
            default:
                File.Delete(file);
                folder.Write("config.yaml", "two");
                break;
        }

        clock.Advance(FileWatch.Interval);
        Assert.Equal(1, changes);
        clock.Advance(FileWatch.Interval * 3);
        Assert.Equal(1, changes);
    }

    [Fact]
    public void What_fails_when_a_file_changes_is_told_once_and_the_next_change_is_noticed()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("config.yaml", "one");
        var clock = new FakeTimeProvider();
        var changes = 0;
        var told = new List<string>();
        using var watch = new FileWatch(() => [file], clock, () => throw new InvalidOperationException($"Change {++changes}."), told.Add);
        foreach (var text in (string[])["two", "three"])
        {
            folder.Write("config.yaml", text);
            clock.Advance(FileWatch.Interval * 3);
        }

        Assert.Equal(
            ["reload: the files cannot be watched; the run goes on as before: InvalidOperationException: Change 1.", "reload: the files cannot be watched; the run goes on as before: InvalidOperationException: Change 2."],
            told);
    }

    [Fact]
    public void Files_that_cannot_be_listed_are_told_once_and_asked_for_again()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("config.yaml", "one");
        var clock = new FakeTimeProvider();
        var changes = 0;
        var isBroken = false;
        var told = new List<string>();
        using var watch = new FileWatch(() => isBroken ? throw new InvalidOperationException("Broken.") : [file], clock, () => changes++, told.Add);
        isBroken = true;
        folder.Write("config.yaml", "two");
        clock.Advance(FileWatch.Interval * 5);
        // If an event of the folder wakes the timers at the same moment, its thread runs them, and Advance returns before they end.
        SpinWait.SpinUntil(() => told.Count > 0, TimeSpan.FromSeconds(10));
        Assert.Equal((1, 0), (told.Count, changes));
        isBroken = false;
        clock.Advance(FileWatch.Interval);
        SpinWait.SpinUntil(() => changes > 0, TimeSpan.FromSeconds(10));
        Assert.Equal((1, 1), (told.Count, changes));
    }

    [Fact]
    public async Task A_file_that_is_replaced_by_a_folder_or_by_bytes_that_are_no_text_is_told_and_the_run_goes_on()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("config.yaml", "simulator: {}\n");
        await using var server = await StartAsync(file);
        await File.WriteAllBytesAsync(file, [0xff, 0xfe, 0x00, 0x80, 0xc0], TestContext.Current.CancellationToken);
        Assert.EndsWith("; the run goes on as before.\n", server.Live.Reload());
        File.Delete(file);
        Directory.CreateDirectory(file);
        Assert.Matches($@"^{file}: [^\n]+\.\n1 error; the run goes on as before\.\n$", server.Live.Reload());
        Directory.Delete(file);
        folder.Write("config.yaml", "simulator: {catalogue: none, metrics: {queue: {type: gauge}}}\n");
        Assert.Equal($"reload: {file} will be used from tick 1 on.\n", server.Live.Reload());
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task While_a_reload_waits_for_a_pipe_the_run_can_be_changed_and_what_it_reads_then_holds()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("config.yaml", "simulator: {scenario: normal}\n");
        await using var server = await StartAsync(file);
        MakePipe(file);
        var reload = Task.Run(server.Live.Reload, TestContext.Current.CancellationToken);
        // Opening it for writing waits for a reader.
        await using (var writer = await WriteAsync(file, "simulator: "))
        {
            await AnomaliesEndpointTest.InjectAsync(server, """{"kind":"spike","metric":"token_usage","duration":"5m"}""");
            server.Clock.Advance(TimeSpan.FromSeconds(10));
            Assert.Single(server.Live.Simulator.Status.Active);
            Assert.False(reload.IsCompleted);
            await writer.WriteAsync("{scenario: degradation}\n"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        Assert.Equal($"reload: {file} will be used from tick 2 on.\n", await reload);
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task A_scenario_that_is_begun_while_a_reload_reads_stays()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("config.yaml", "simulator: {scenario: normal}\n");
        await using var server = await StartAsync(file);
        MakePipe(file);
        var reload = Task.Run(server.Live.Reload, TestContext.Current.CancellationToken);
        const string Changed = "simulator: {scenario: normal, metrics: {cost: {volatility: 1}}}\n";
        await using (var writer = await WriteAsync(file, Changed))
        {
            using var response = await server.SendJsonAsync(HttpMethod.Put, "/api/v1/scenario", """{"name":"load_test"}""");
            Assert.True(response.IsSuccessStatusCode);
            // It is read once more, because another scenario is played.
            File.Delete(file);
            folder.Write("config.yaml", Changed);
        }

        Assert.Equal($"reload: {file} will be used from tick 1 on.\n", await reload);
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("load_test", server.Live.Simulator.Status.Scenario);
    }

    [Fact]
    public async Task A_watch_ends_while_what_it_called_goes_on()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("config.yaml", "one");
        using var called = new ManualResetEventSlim();
        using var wanted = new ManualResetEventSlim();
        var clock = new FakeTimeProvider();
        var watch = new FileWatch(
            () => [file], clock, () =>
            {
                called.Set();
                wanted.Wait(TestContext.Current.CancellationToken);
            },
            Assert.Fail);
        folder.Write("config.yaml", "two");
        var look = Task.Run(() => clock.Advance(FileWatch.Interval), TestContext.Current.CancellationToken);
        called.Wait(TestContext.Current.CancellationToken);
        watch.Dispose();
        wanted.Set();
        await look;
    }

    private static void MakePipe(string file)
    {
        File.Delete(file);
        Assert.Equal(0, new ExternalTool("/usr/bin/mkfifo", "coreutils").Run([file]).Status);
    }

    private static async Task<FileStream> WriteAsync(string pipe, string text)
    {
        // A lock would keep the reader away.
        var stream = await Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite));
        await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text));
        await stream.FlushAsync();
        return stream;
    }

    private static Task<RunningServer> StartAsync(string file) => RunningServer.StartAsync(RunningServer.Read(file), new RunJournal());

    private static Dictionary<string, double> Counters(string text) => text.Split('\n')
        .Where(line => line.Contains("_total", StringComparison.Ordinal) && line[0] != '#')
        .ToDictionary(line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
