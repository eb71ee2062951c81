using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>
/// A simulator of the catalogue that ticks ten times a second, for receivers that scrape it once a second, and the query interface that both
/// receivers have.
/// </summary>
internal sealed class LiveScrape : IAsyncDisposable
{
    /// <summary>The length of a tick.</summary>
    public const double Tick = 0.1;

    /// <summary>A scrape configuration for the simulator.</summary>
    public const string ScrapeConfiguration =
        """
        scrape_configs:
          - job_name: claude-code
            scrape_interval: 1s
            scrape_timeout: 1s
            static_configs:
              - targets: ["localhost:PORT"]

        """;

    private readonly HttpClient _client = new();
    private readonly RunningProgram _simulator;
    private readonly RunningProgram _receiver;
    private readonly Uri _query;

    private LiveScrape(RunningProgram simulator, RunningProgram receiver, Uri query)
    {
        _simulator = simulator;
        _receiver = receiver;
        _query = query;
    }

    /// <summary>Starts a simulator and a receiver that scrapes it.</summary>
    /// <param name="folder">Where they may write.</param>
    /// <param name="receiver">Starts the receiver, given the path of its scrape configuration and the port to listen on.</param>
    /// <param name="scenario">Arguments of the simulator besides, with a scrape interval; for the catalogue and once a second when absent.</param>
    public static async Task<LiveScrape> StartAsync(
        TemporaryFolder folder, Func<string, int, RunningProgram> receiver, (string[] Arguments, string ScrapeInterval)? scenario = null)
    {
        var port = FreePort.Find();
        var configuration = folder.Write("simulator.yaml", string.Create(CultureInfo.InvariantCulture, $"simulator: {{update_interval: {Tick}, seed: 7}}\n"));
        string[] arguments = scenario?.Arguments ?? ["--config", configuration];
        var simulator = RunningProgram.StartSimulator(["serve", "--port", port.ToString(CultureInfo.InvariantCulture), .. arguments]);
        return await StartAsync(folder, receiver, simulator, port, scenario?.ScrapeInterval ?? "1s");
    }

    /// <summary>Starts a receiver that scrapes a simulator.</summary>
    /// <param name="folder">Where it may write.</param>
    /// <param name="receiver">Starts the receiver, given the path of its scrape configuration and the port to listen on.</param>
    /// <param name="simulator">The simulator, which is ended with the receiver.</param>
    /// <param name="port">The port that the simulator listens on.</param>
    /// <param name="interval">How often it is scraped.</param>
    public static async Task<LiveScrape> StartAsync(
        TemporaryFolder folder, Func<string, int, RunningProgram> receiver, RunningProgram simulator, int port, string interval)
    {
        using var client = new HttpClient();
        await simulator.PollAsync("scrape", async () => await client.GetStringAsync($"http://localhost:{port}/metrics"));
        var scrape = folder.Write("prometheus.yml", ScrapeConfiguration
            .Replace("PORT", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace(": 1s", ": " + interval, StringComparison.Ordinal));
        var queryPort = FreePort.Find();
        return new LiveScrape(simulator, receiver(scrape, queryPort), new Uri($"http://localhost:{queryPort}/api/v1/query"));
    }

    /// <summary>Asks until the answer has at least one value that is enough, and gives all its values by their labels.</summary>
    /// <param name="promql">The query.</param>
    /// <param name="enough">What the first value must be.</param>
    public Task<Dictionary<string, double>> QueryAsync(string promql, Func<double, bool> enough) => _receiver.PollAsync($"answer to {promql}", async () =>
    {
        using var answer = JsonDocument.Parse(await _client.GetStringAsync(new Uri(_query, "?query=" + Uri.EscapeDataString(promql))));
        var values = answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().ToDictionary(
            result => result.GetProperty("metric").ToString(),
            result => double.Parse(result.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture));
        return values.Count > 0 && enough(values.First().Value) ? values : null;
    });

    /// <summary>The samples of the only series that a range selector finds, by their times in milliseconds.</summary>
    public async Task<Dictionary<long, double>> SamplesAsync(string selector)
    {
        using var answer = JsonDocument.Parse(await _client.GetStringAsync(new Uri(_query, "?query=" + Uri.EscapeDataString(selector))));
        return answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Single().GetProperty("values").EnumerateArray().ToDictionary(
            sample => (long)Math.Round(1000 * sample[0].GetDouble()),
            sample => double.Parse(sample[1].GetString()!, CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _simulator.DisposeAsync();
        _client.Dispose();
    }
}
