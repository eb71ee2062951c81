using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Push;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>The program pushes a live run to databases that go away and come back, while it is scraped.</summary>
[Trait("needs", "programs")]
public sealed class LivePushReceiversTest
{
    // VictoriaMetrics keeps a number as a decimal of about twelve digits: lib/decimal, conversionPrecision.
    private const double VictoriaMetricsPrecision = 1e-12;

    private static readonly HttpClient s_client = new() { Timeout = TimeSpan.FromSeconds(10) };

    [Fact]
    public async Task A_Prometheus_that_dies_and_comes_back_has_every_tick_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort.Find();
        RunningProgram Start() => RunningProgram.Start(
            "/usr/bin/prometheus", "prometheus", "--config.file=" + folder.Write("prometheus.yml", "global: {}\n"), $"--web.listen-address=localhost:{port}",
            "--storage.tsdb.path=" + folder.File("data"), "--web.enable-remote-write-receiver");
        await PushAsync(folder, port, Start, "/-/ready", "KILL", async (_, expected) =>
        {
            var query = Uri.EscapeDataString("{job=\"x\"}[1h]");
            var (_, last) = expected.Keys.MaxBy(key => key.Timestamp);
            using var answer = JsonDocument.Parse(await s_client.GetStringAsync($"http://localhost:{port}/api/v1/query?time={Seconds(last)}&query={query}"));
            var received = new SortedDictionary<(string, long), string>();
            foreach (var series in answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray())
            {
                foreach (var sample in series.GetProperty("values").EnumerateArray())
                    received.Add((NameOf(series), (long)Math.Round(1000 * sample[0].GetDouble())), SentSamples.Spell(double.Parse(sample[1].GetString()!, CultureInfo.InvariantCulture)));
            }

            Assert.Equal(expected.Where(sample => sample.Value != "stale"), received.Where(sample => sample.Key.Item2 <= last));
        });
    }

    [Fact]
    public async Task A_VictoriaMetrics_that_dies_and_comes_back_has_every_tick_as_exactly_as_it_keeps_them()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort.Find();
        RunningProgram Start() => RunningProgram.Start(
            "/usr/bin/victoria-metrics", "victoria-metrics", $"-httpListenAddr=localhost:{port}", "-storageDataPath=" + folder.File("data"), "-retentionPeriod=100y");
        // If it were killed, it would lose the samples of the last seconds, although it acknowledged them: it has no write-ahead log.
        await PushAsync(folder, port, Start, "/health", "TERM", async (simulator, expected) =>
        {
            var (_, last) = expected.Keys.MaxBy(key => key.Timestamp);
            // Queries find acknowledged samples a moment later: a flush does not wait for another flush.
            var received = await simulator.PollAsync("every tick in VictoriaMetrics", async () =>
            {
                var exported = await ExportAsync(port, last);
                return exported.Count >= expected.Count ? exported : null;
            });

            Assert.Equal(expected.Keys, received.Keys);
            foreach (var (sample, value) in expected.Values.Zip(received.Values))
            {
                var exact = double.Parse(sample, CultureInfo.InvariantCulture);
                Assert.InRange(value, exact - Math.Abs(exact) * VictoriaMetricsPrecision, exact + Math.Abs(exact) * VictoriaMetricsPrecision);
            }
        });
    }

    private static async Task<SortedDictionary<(string, long), double>> ExportAsync(int port, long last)
    {
        await s_client.GetStringAsync($"http://localhost:{port}/internal/force_flush");
        var exported = new SortedDictionary<(string, long), double>();
        var text = await s_client.GetStringAsync($"http://localhost:{port}/api/v1/export?match[]={Uri.EscapeDataString("{job=\"x\"}")}");
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var series = JsonDocument.Parse(line);
            var values = series.RootElement.GetProperty("values").EnumerateArray();
            foreach (var (timestamp, value) in series.RootElement.GetProperty("timestamps").EnumerateArray().Zip(values))
                if (timestamp.GetInt64() <= last) exported.Add((NameOf(series.RootElement), timestamp.GetInt64()), value.GetDouble());
        }

        return exported;
    }

    /// <summary>Pushes to a database that is killed and started again, and compares what it has with what <c>generate</c> writes.</summary>
    private static async Task PushAsync(
        TemporaryFolder folder, int port, Func<RunningProgram> start, string ready, string signal, Func<RunningProgram, SortedDictionary<(string Series, long Timestamp), string>, Task> compareAsync)
    {
        var own = FreePort.Find();
        var config = folder.Write("config.yaml", "simulator: {update_interval: 200ms}\n");
        await using var first = start();
        await first.PollAsync("answer", async () => await s_client.GetStringAsync($"http://localhost:{port}{ready}"));
        await using var simulator = RunningProgram.StartSimulator(
            "serve", "--config", config, "--port", $"{own}", "--seed", "3", "--label", "job=x", "--remote-write", $"http://localhost:{port}/api/v1/write");
        await WaitAsync(simulator, own, health => Tick(health) >= 5 && Behind(health) <= 2);
        first.Signal(signal);
        await first.Process.WaitForExitAsync();

        await WaitAsync(simulator, own, health => Behind(health) >= 10);
        Assert.Contains("otel_claude_code_token_usage_tokens_total{", await s_client.GetStringAsync($"http://localhost:{own}/metrics"), StringComparison.Ordinal);
        await using var second = start();
        await second.PollAsync("answer", async () => await s_client.GetStringAsync($"http://localhost:{port}{ready}"));
        using var health = JsonDocument.Parse(await WaitAsync(simulator, own, health => Tick(health) >= 30 && Behind(health) <= 2));
        Assert.Equal(0, health.RootElement.GetProperty("remote_write").GetProperty("samples_lost").GetInt64());

        // The greeting names the start of the run.
        var begin = simulator.Written.Split("--start ")[1].Split((char[]?)null)[0];
        var ticks = Tick(health) - 2;
        var ran = await Ran.Async(
            "generate", "--format", "csv", "--config", config, "--output", folder.File("csv"), "--duration", $"{200 * ticks}ms", "--start", begin, "--seed", "3", "--label", "job=x");
        Assert.True(ran.Status == 0, ran.Error);
        var expected = new SortedDictionary<(string, long), string>();
        foreach (var row in PromtoolDump.ReadCsv(await File.ReadAllTextAsync(folder.File("csv")))) expected.Add((row.Series, row.Timestamp), SentSamples.Spell(row.Value));
        Assert.NotEmpty(expected);
        await compareAsync(simulator, expected);
        Assert.Equal(2, simulator.Written.Split("remote write: ").Length - 1);
    }

    private static Task<string> WaitAsync(RunningProgram simulator, int port, Func<JsonDocument, bool> condition) => simulator.PollAsync<string>("change of /health", async () =>
    {
        var text = await s_client.GetStringAsync($"http://localhost:{port}/health");
        using var health = JsonDocument.Parse(text);
        return condition(health) ? text : null;
    });

    private static long Tick(JsonDocument health) => health.RootElement.GetProperty("tick").GetInt64();

    private static long Behind(JsonDocument health) => health.RootElement.GetProperty("remote_write").GetProperty("ticks_behind").GetInt64();

    private static string NameOf(JsonElement series) => $"{{{string.Join(
        ", ", series.GetProperty("metric").EnumerateObject().Select(label => $"{label.Name}=\"{label.Value.GetString()}\"").Order(StringComparer.Ordinal))}}}";

    private static string Seconds(long milliseconds) => (milliseconds / 1000.0).ToString("F3", CultureInfo.InvariantCulture);
}
