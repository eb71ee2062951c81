using System.Globalization;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

[Trait("needs", "programs")]
public sealed class SignalTest
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_the_server_with_status_0_and_waits_for_no_idle_connection(string signal)
    {
        var port = FreePort.Find();
        await using var simulator = RunningProgram.StartSimulator("serve", "--port", port.ToString(CultureInfo.InvariantCulture));
        using var client = new HttpClient();
        await simulator.PollAsync("scrape", async () => await client.GetStringAsync($"http://localhost:{port}/metrics"));
        simulator.Signal(signal);
        // The client keeps its connection. Left alone, the server would wait 30 s for it.
        await simulator.Process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(0, simulator.Process.ExitCode);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_one_line_with_status_1()
    {
        var port = FreePort.Find().ToString(CultureInfo.InvariantCulture);
        await using var first = RunningProgram.StartSimulator("serve", "--port", port);
        using var client = new HttpClient();
        await first.PollAsync("scrape", async () => await client.GetStringAsync($"http://localhost:{port}/metrics"));
        await using var second = RunningProgram.StartSimulator("serve", "--port", port);
        await second.Process.WaitForExitAsync();
        Assert.Equal(1, second.Process.ExitCode);
        Assert.Equal(
            $"Port {port} on localhost is in use (Prometheus itself listens on 9090 by default). Choose another: --port 9464, or make simulate PORT=9464.\n",
            second.Written);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_work_early_with_the_status_of_the_signal(string signal, int status)
    {
        using var folder = new TemporaryFolder();
        await using var simulator = RunningProgram.StartSimulator("generate", "--duration", "8760h", "--seed", "1", "--output", folder.File("year"));
        await simulator.PollAsync("partial file", () => Task.FromResult(Directory.GetFiles(folder.Path).FirstOrDefault()));
        simulator.Signal(signal);
        await simulator.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(status, simulator.Process.ExitCode);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData(">&-")]
    [InlineData("2>&-")]
    [InlineData(">&- 2>&- <&-")]
    [InlineData(">/dev/full 2>/dev/full")]
    public async Task A_server_whose_words_nobody_can_read_serves_and_reloads(string redirection)
    {
        using var folder = new TemporaryFolder();
        var port = FreePort.Find();
        var config = folder.Write("config.yaml", "simulator: {seed: 1}\n");
        await using var simulator = StartInShell($"exec \"$@\" {redirection}", "serve", "--config", config, "--port", port.ToString(CultureInfo.InvariantCulture));
        using var client = new HttpClient();
        await simulator.PollAsync("scrape", async () => await client.GetStringAsync($"http://localhost:{port}/metrics"));
        folder.Write("config.yaml", "simulator: {seed: 1, metrics: {queue: {type: gauge, initial_value: 5, volatility: 1}}}\n");
        simulator.Signal("HUP");
        await simulator.PollAsync("new metric", async () => (await client.GetStringAsync($"http://localhost:{port}/config")).Contains("queue", StringComparison.Ordinal) ? "" : null);
        simulator.Signal("TERM");
        await simulator.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, simulator.Process.ExitCode);
    }

    [Fact]
    public async Task Blocks_that_are_written_are_written_whether_anybody_is_told_or_not()
    {
        using var folder = new TemporaryFolder();
        await using var program = StartInShell("exec \"$@\" 2>/dev/full", "backfill", "--duration", "6h", "--end", "2026-01-01T06:00:00Z", "--seed", "1", "--output", folder.File("blocks"));
        await program.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, program.Process.ExitCode);
        Assert.Equal(3, Directory.GetDirectories(folder.File("blocks")).Length);
    }

    [Theory]
    [InlineData(">&-", "scenarios")]
    [InlineData(">/dev/full", "keys")]
    [InlineData(">&-", "generate --duration 1h --seed 1")]
    [InlineData(">/dev/full", "truth --scenario anomaly_detection --duration 2h --seed 1")]
    public async Task A_command_whose_output_cannot_be_written_fails_in_one_line(string redirection, string arguments)
    {
        await using var program = StartInShell($"exec \"$@\" {redirection}", arguments.Split(' '));
        await program.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, program.Process.ExitCode);
        Assert.Matches(@"^(--)?output: [^\n]+\n$", program.Written);
    }

    [Fact]
    public async Task A_server_whose_folder_is_gone_serves()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort.Find();
        await using var simulator = StartInShell($"mkdir {folder.Path}/gone && cd {folder.Path}/gone && rmdir ../gone && exec \"$@\"", "serve", "--port", port.ToString(CultureInfo.InvariantCulture));
        using var client = new HttpClient();
        await simulator.PollAsync("scrape", async () => await client.GetStringAsync($"http://localhost:{port}/metrics"));
    }

    private static RunningProgram StartInShell(string command, params string[] arguments) => RunningProgram.Start(
        "/usr/bin/env", "coreutils", ["--default-signal=HUP,INT,TERM", "/bin/bash", "-c", command, "bash", Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator"), .. arguments]);
}
