using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>A server survives the failure of its files and folders.</summary>
[Trait("needs", "programs")]
public sealed class HostFailureTest
{
    private static readonly string s_simulator = Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator");

    [Fact]
    public async Task A_server_that_follows_files_serves_on_when_its_folder_is_gone()
    {
        using var folder = new TemporaryFolder();
        var gone = Directory.CreateDirectory(folder.File("gone")).FullName;
        await File.WriteAllTextAsync(Path.Combine(gone, "config.yaml"), "simulator: {seed: 1, scenario: ./own.yaml}\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(gone, "own.yaml"), "patterns: [{duration: 1h}]\n", TestContext.Current.CancellationToken);
        var port = FreePort.Find();
        await using var simulator = RunningProgram.Start(
            "/bin/bash", "bash", "-c", $"cd {gone} && exec \"$@\"", "bash", s_simulator, "serve", "--config", "config.yaml", "--reload", "--port", port.ToString(CultureInfo.InvariantCulture));
        using var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };
        await simulator.PollAsync("scrape", async () => await client.GetStringAsync("/metrics"));
        Directory.Delete(gone, recursive: true);
        await simulator.PollAsync("word of it", () => Task.FromResult(simulator.Written.Contains("; the run goes on as before.\n", StringComparison.Ordinal) ? "" : null));
        foreach (var path in (string[])["/metrics", "/health", "/config", "/api/v1/scenario", "/api/v1/scenarios", "/api/v1/journal"])
        {
            using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode}\n{simulator.Written}");
        }

        Assert.Single(simulator.Written.Split('\n'), line => line.EndsWith("; the run goes on as before.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mkfifo f; (echo 'simulator: {seed: 1}' >f) & exec \"$@\" --config f")]
    [InlineData("exec \"$@\" --config <(echo 'simulator: {seed: 1}')")]
    [InlineData("echo 'simulator: {seed: 1}' | exec \"$@\" --config /dev/stdin")]
    [InlineData("echo 'simulator: {seed: 1}' | exec \"$@\" --config -")]
    public async Task A_pipe_is_read_once_and_not_waited_for_again_to_see_whether_it_has_changed(string command)
    {
        using var folder = new TemporaryFolder();
        var port = FreePort.Find();
        await using var simulator = RunningProgram.Start(
            "/bin/bash", "bash", "-c", $"cd {folder.Path}; {command}", "bash", s_simulator, "serve", "--reload", "--stop-after", "3s", "--port", port.ToString(CultureInfo.InvariantCulture));
        await simulator.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(simulator.Process.ExitCode == 0, simulator.Written);
        Assert.Contains("Run the same again: --seed 1 ", simulator.Written);
        Assert.DoesNotContain("reload:", simulator.Written);
    }

    [Fact]
    public async Task A_change_that_its_journal_cannot_hold_is_told_and_is_written_with_the_next_one()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort.Find();
        var journal = folder.File("journal");
        var config = folder.Write("config.yaml", "simulator: {seed: 1, start: 2026-01-01T00:00:00Z, update_interval: 1h}\n");
        // A limit of the process replaces a full disk. Without the variable, the runtime itself would reach the limit.
        await using var simulator = RunningProgram.Start(
            "/bin/bash", "bash", "-c", "trap '' XFSZ; ulimit -S -f 16; export DOTNET_EnableWriteXorExecute=0; exec \"$@\"", "bash", s_simulator,
            "serve", "--config", config, "--journal", journal, "--port", port.ToString(CultureInfo.InvariantCulture));
        using var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };
        await simulator.PollAsync("scrape", async () => await client.GetStringAsync("/metrics"));
        var changes = 0;
        HttpResponseMessage answer;
        while ((answer = await InjectAsync(client)).StatusCode == HttpStatusCode.Created)
        {
            answer.Dispose();
            Assert.True(++changes < 1000);
        }

        using (answer)
        {
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
            Assert.Matches(@"""detail"":""The change takes effect at tick [0-9]+, but the journal cannot be written: The file would be larger [^""]*\(see ulimit -f\)\.""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(changes + 1, (await File.ReadAllLinesAsync(journal, TestContext.Current.CancellationToken)).Length);
        Assert.EndsWith("}\n", await File.ReadAllTextAsync(journal, TestContext.Current.CancellationToken));
        // The configuration has changed, but the journal cannot take the line of the reload either.
        folder.Write("config.yaml", "simulator: {seed: 1, start: 2026-01-01T00:00:00Z, update_interval: 1h, metrics: {cost: {volatility: 3}}}\n");
        simulator.Signal("HUP");
        await simulator.PollAsync("word of the reload", () => Task.FromResult(simulator.Written.Contains("reload: The change takes effect at tick ", StringComparison.Ordinal) ? "" : null));
        using (var limit = Process.Start("/usr/bin/prlimit", ["--pid", simulator.Process.Id.ToString(CultureInfo.InvariantCulture), "--fsize=unlimited:"]))
            await limit.WaitForExitAsync(TestContext.Current.CancellationToken);
        using (var taken = await InjectAsync(client)) Assert.Equal(HttpStatusCode.Created, taken.StatusCode);

        // The run, the injections before, the one that was not taken, the reload, and the last injection.
        Assert.Equal(changes + 4, (await File.ReadAllLinesAsync(journal, TestContext.Current.CancellationToken)).Length);
        Assert.Equal(await client.GetStringAsync("/api/v1/journal", TestContext.Current.CancellationToken), await File.ReadAllTextAsync(journal, TestContext.Current.CancellationToken));
        var replayed = await Ran.Async("truth", "--journal", journal, "--duration", "24h");
        Assert.Equal(0, replayed.Status);
    }

    private static Task<HttpResponseMessage> InjectAsync(HttpClient client) => client.PostAsync(
        "/api/v1/anomalies", new StringContent("""{"kind":"outage","duration":"1h"}""", Encoding.UTF8, "application/json"));
}
