using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>A run with a history that is started over while a Prometheus continues the history.</summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed partial class HistoryStartedOverTest
{
    private const string Counter = "calls_total";

    [Fact]
    public async Task Started_over_a_run_goes_on_after_its_history_with_one_counter_reset()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("config.yaml", $"simulator: {{update_interval: 1s, catalogue: none, metrics: {{{Counter}: {{type: counter, process: constant, initial_value: 60, per: 1m}}}}}}\n");
        var port = FreePort.Find();
        await using var simulator = RunningProgram.StartSimulator(
            "serve", "--config", config, "--port", port.ToString(CultureInfo.InvariantCulture), "--history", "1h", "--data", folder.File("data"), "--seed", "7");
        var greeting = await simulator.PollAsync("greeting", () => Task.FromResult(simulator.Written.Contains("Ctrl-C", StringComparison.Ordinal) ? simulator.Written : null));
        var queryPort = FreePort.Find();
        await using var prometheus = RunningProgram.Start("/bin/bash", "bash", "-c", "exec " + Command().Match(greeting).Value.Replace("localhost:9091", $"localhost:{queryPort}", StringComparison.Ordinal));
        using var client = new HttpClient();
        // An hour of history, and some scrapes.
        await AskAsync($"count_over_time({Counter}[2h]) > 3603");
        var before = await AskAsync($"{Counter} > 3600");

        using var answer = await client.PostAsJsonAsync(new Uri($"http://localhost:{port}/api/v1/run"), new { seed = 9 });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var run = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((1, 9, 0), (run.GetProperty("run").GetInt32(), run.GetProperty("seed").GetInt32(), run.GetProperty("tick").GetInt32()));

        Assert.InRange(await AskAsync($"{Counter} < 60"), 0, before);
        await AskAsync($"count_over_time({Counter}[10s]) >= 8");
        Assert.Equal(1, await AskAsync($"resets({Counter}[2h])"));
        Assert.Equal(1, await AskAsync($"min_over_time(up[2h])"));
        // The history is still there, and the rate is the same on both sides.
        Assert.InRange(await AskAsync($"count_over_time({Counter}[2h])"), 3610, double.MaxValue);
        Assert.InRange(await AskAsync($"increase({Counter}[1h])"), 3550, 3650);

        Task<double> AskAsync(string expression) => AskUntilAsync(prometheus, client, queryPort, expression);
    }

    private static async Task<double> AskUntilAsync(RunningProgram prometheus, HttpClient client, int port, string expression)
    {
        var value = await prometheus.PollAsync($"answer to {expression}", async () =>
        {
            using var answer = JsonDocument.Parse(await client.GetStringAsync(new Uri($"http://localhost:{port}/api/v1/query?query={Uri.EscapeDataString(expression)}")));
            var result = answer.RootElement.GetProperty("data").GetProperty("result");
            return result.GetArrayLength() == 1 ? result[0].GetProperty("value")[1].GetString() : null;
        });
        return double.Parse(value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("prometheus --config\\.file=.*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Command();
}
