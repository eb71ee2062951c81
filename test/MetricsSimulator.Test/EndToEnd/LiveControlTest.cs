using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>The program as a user starts it, changed while it runs.</summary>
[Trait("needs", "programs")]
public sealed class LiveControlTest
{
    [Fact]
    public async Task A_history_under_a_time_scale_has_simulated_times_ahead_of_the_clock()
    {
        using var folder = new TemporaryFolder();
        var (simulator, client) = await StartAsync("--time-scale", "10000", "--scenario", folder.Write("own.yaml", "patterns:\n- {name: one, duration: 1h}\n"));
        await using var running = simulator;
        using var asking = client;
        var text = await simulator.PollAsync<string>("samples", async () => await client.GetStringAsync("/history?duration=1h&match[]=otel_claude_code_cost_usd") is var answer && answer.Contains("} ", StringComparison.Ordinal) ? answer : null);
        var last = text.Split('\n').Last(line => line.StartsWith("otel", StringComparison.Ordinal)).Split(' ')[^1];
        Assert.True(double.Parse(last, CultureInfo.InvariantCulture) > TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 60, text);
    }

    [Fact]
    public async Task A_replaced_file_and_a_hangup_are_followed_and_a_kill_loses_nothing_that_was_answered()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("config.yaml", "simulator: {update_interval: 1s, scenario: own.yaml}\n");
        var journal = folder.File("journal");
        folder.Write("own.yaml", "patterns:\n- {name: one, duration: 1h}\n");
        var (simulator, client) = await StartAsync("--config", config, "--reload", "--dev", "--journal", journal);
        await using var running = simulator;
        using var asking = client;
        var recorded = JournalReader.ReadFile(journal, out _, out _)!.Run;

        File.Move(folder.Write("own.yaml~", "patterns:\n- {name: two, duration: 1h}\n"), folder.File("own.yaml"), overwrite: true);
        await WaitForAsync(simulator, client, "\"phase\":\"two\"");
        Assert.Contains("will be used from tick", simulator.Written);

        folder.Write("own.yaml", "patterns:\n- {name: two, duration: yesterday}\n");
        await simulator.PollAsync("report", () => Task.FromResult(simulator.Written.Contains("the run goes on as before.", StringComparison.Ordinal) ? simulator.Written : null));
        Assert.Contains("own.yaml:2:25: patterns[0].duration: ", simulator.Written);

        using var posted = await client.PostAsync(
            "/api/v1/anomalies", new StringContent("""{"kind":"flatline","metric":"token_usage","duration":"1h"}""", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        simulator.Process.Kill();
        await simulator.Process.WaitForExitAsync();

        var after = JournalReader.ReadFile(journal, out var warning, out var errors)!;
        Assert.Null(warning);
        Assert.Empty(errors);
        Assert.Equal(["Reloaded", "Injected"], after.Changes.Select(change => change.GetType().Name));
        Assert.Equal(recorded.Model, after.Run.Model);
    }

    [Fact]
    public async Task A_hangup_has_the_files_read_again_without_reload()
    {
        using var folder = new TemporaryFolder();
        var scenario = folder.Write("own.yaml", "patterns:\n- {name: one, duration: 1h}\n");
        var config = folder.Write("config.yaml", "simulator: {update_interval: 1s}\n");
        var (simulator, client) = await StartAsync("--config", config, "--scenario", scenario);
        await using var running = simulator;
        using var asking = client;
        folder.Write("own.yaml", "patterns:\n- {name: two, duration: 1h}\n");
        simulator.Signal("HUP");
        await WaitForAsync(simulator, client, "\"phase\":\"two\"");
    }

    [Fact]
    public async Task A_run_with_an_end_ends_with_status_0_when_so_much_simulated_time_has_passed()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("config.yaml", "simulator: {update_interval: 10s}\n");
        var journal = folder.File("journal");
        var watch = Stopwatch.StartNew();
        await using var simulator = RunningProgram.StartSimulator(
            "serve", "--port", "0", "--config", config, "--time-scale", "1000", "--stop-after", "30m", "--journal", journal);
        await simulator.Process.WaitForExitAsync();
        Assert.True(simulator.Process.ExitCode == 0, simulator.Written);
        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(1.8), "It ended too early.");
        Assert.NotNull(JournalReader.ReadFile(journal, out _, out _));
    }

    private static async Task<(RunningProgram Program, HttpClient Client)> StartAsync(params string[] options)
    {
        var port = FreePort.Find();
        var simulator = RunningProgram.StartSimulator(["serve", "--port", port.ToString(CultureInfo.InvariantCulture), .. options]);
        var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };
        await WaitForAsync(simulator, client, "\"phase\":\"one\"");
        return (simulator, client);
    }

    private static Task<string> WaitForAsync(RunningProgram simulator, HttpClient client, string text) =>
        simulator.PollAsync(text, async () => await client.GetStringAsync("/api/v1/scenario") is var answer && answer.Contains(text, StringComparison.Ordinal) ? answer : null);
}
