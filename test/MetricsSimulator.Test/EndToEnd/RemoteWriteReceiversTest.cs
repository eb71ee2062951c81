using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Push;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

[Trait("needs", "programs")]
public sealed class RemoteWriteReceiversTest
{
    private const int Hours = 5;

    // VictoriaMetrics keeps a number as a decimal of about twelve digits: lib/decimal, conversionPrecision.
    private const double VictoriaMetricsPrecision = 1e-12;

    private static readonly HttpClient Client = new();

    private readonly DateTimeOffset _end = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 10 * 10);

    [Fact]
    public async Task A_Prometheus_that_takes_old_samples_has_every_one_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        var (prometheus, port) = StartPrometheus(folder, $"storage: {{tsdb: {{out_of_order_time_window: {Hours + 1}h}}}}\n", self: true);
        await using var _ = prometheus;
        await WaitForScrapeAsync(prometheus, port);
        var expected = await BackfillAsync(folder, $"http://localhost:{port}/api/v1/write");

        var received = new SortedDictionary<(string, long), string>();
        var query = Uri.EscapeDataString($"{{job=\"x\"}}[{Hours}h]");
        using var answer = JsonDocument.Parse(await Client.GetStringAsync($"http://localhost:{port}/api/v1/query?time={Seconds(_end)}&query={query}"));
        foreach (var series in answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray())
        {
            foreach (var sample in series.GetProperty("values").EnumerateArray())
                received.Add((NameOf(series), (long)Math.Round(1000 * sample[0].GetDouble())), SentSamples.Spell(double.Parse(sample[1].GetString()!, CultureInfo.InvariantCulture)));
        }

        // PromQL does not show staleness markers, but their effect: just after one, the series is absent.
        Assert.Equal(expected.Where(sample => sample.Value != "stale"), received);
        foreach (var stale in expected.Where(sample => sample.Value == "stale").GroupBy(sample => sample.Key.Timestamp).Take(5))
        {
            var there = expected.Count(sample => sample.Key.Timestamp == stale.Key && sample.Value != "stale");
            using var count = JsonDocument.Parse(await Client.GetStringAsync($"http://localhost:{port}/api/v1/query?time={stale.Key / 1000}&query={Uri.EscapeDataString("count({job=\"x\"})")}"));
            Assert.Equal(there.ToString(CultureInfo.InvariantCulture), count.RootElement.GetProperty("data").GetProperty("result")[0].GetProperty("value")[1].GetString());
        }
    }

    [Fact]
    public async Task A_Prometheus_that_takes_no_old_samples_is_told_as_such()
    {
        using var folder = new TemporaryFolder();
        var (prometheus, port) = StartPrometheus(folder, "", self: true);
        await using var _ = prometheus;
        await WaitForScrapeAsync(prometheus, port);
        var ran = await Ran.Async("backfill", "--no-scrape-series", "--format", "remote-write", "--url", $"http://localhost:{port}/api/v1/write", "--duration", "5h", "--end", InstantText.Format(_end), "--seed", "3");
        Assert.Equal(1, ran.Status);
        Assert.Matches(
            $"^http://localhost:{port}/api/v1/write does not accept samples as old as those of [-0-9T:]+Z \\(HTTP [45]00: [a-z ]+\\)\\. "
            + "Let Prometheus accept them with 'storage: {tsdb: {out_of_order_time_window: [67]h}}' in its configuration, or write blocks: --format blocks\\.\nNothing is acknowledged\\.\n$",
            ran.Error);
    }

    [Fact]
    public async Task A_Prometheus_with_nothing_newer_takes_a_history_without_further_settings()
    {
        using var folder = new TemporaryFolder();
        var (prometheus, port) = StartPrometheus(folder, "", self: false);
        await using var _ = prometheus;
        await prometheus.PollAsync("ready", async () => await Client.GetStringAsync($"http://localhost:{port}/-/ready"));
        var expected = await BackfillAsync(folder, $"http://localhost:{port}/api/v1/write");
        using var answer = JsonDocument.Parse(await Client.GetStringAsync(
            $"http://localhost:{port}/api/v1/query?time={Seconds(_end)}&query={Uri.EscapeDataString($"sum(count_over_time({{job=\"x\",le!=\"\"}}[{Hours}h]))")}"));
        Assert.Equal(
            expected.Count(sample => sample.Value != "stale" && sample.Key.Series.Contains("le=", StringComparison.Ordinal)).ToString(CultureInfo.InvariantCulture),
            answer.RootElement.GetProperty("data").GetProperty("result")[0].GetProperty("value")[1].GetString());
    }

    [Fact]
    public async Task A_Prometheus_that_receives_nothing_is_told_as_such()
    {
        using var folder = new TemporaryFolder();
        var (prometheus, port) = StartPrometheus(folder, "", self: false, receives: false);
        await using var _ = prometheus;
        await prometheus.PollAsync("ready", async () => await Client.GetStringAsync($"http://localhost:{port}/-/ready"));
        var ran = await Ran.Async("backfill", "--no-scrape-series", "--format", "remote-write", "--url", $"http://localhost:{port}/api/v1/write", "--duration", "5h", "--end", InstantText.Format(_end), "--seed", "3");
        Assert.Matches(
            $"^http://localhost:{port}/api/v1/write does not receive remote write \\(HTTP 404: [^)]*\\)\\. "
            + "The path is /api/v1/write for most receivers, and Prometheus needs --web.enable-remote-write-receiver\\.\nNothing is acknowledged\\.\n$",
            ran.Error);
    }

    [Fact]
    public async Task A_VictoriaMetrics_has_every_sample_as_exactly_as_it_keeps_them()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort.Find();
        await using var metrics = RunningProgram.Start(
            "/usr/bin/victoria-metrics", "victoria-metrics", string.Create(CultureInfo.InvariantCulture, $"-httpListenAddr=localhost:{port}"),
            "-storageDataPath=" + folder.File("data"), "-retentionPeriod=100y");
        await metrics.PollAsync("health", async () => await Client.GetStringAsync($"http://localhost:{port}/health"));
        var expected = await BackfillAsync(folder, $"http://localhost:{port}/api/v1/write");
        await Client.GetStringAsync($"http://localhost:{port}/internal/force_flush");

        var received = new SortedDictionary<(string, long), double?>();
        var text = await Client.GetStringAsync($"http://localhost:{port}/api/v1/export?match[]={Uri.EscapeDataString("{job=\"x\"}")}");
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var series = JsonDocument.Parse(line);
            var values = series.RootElement.GetProperty("values").EnumerateArray();
            foreach (var (timestamp, value) in series.RootElement.GetProperty("timestamps").EnumerateArray().Zip(values))
                received.Add((NameOf(series.RootElement), timestamp.GetInt64()), value.ValueKind == JsonValueKind.Null ? null : value.GetDouble());
        }

        // It drops every NaN but the marker, which it shows as null.
        var kept = expected.Where(sample => sample.Value != "NaN").ToArray();
        Assert.Equal(kept.Select(sample => sample.Key), received.Keys);
        foreach (var (sample, value) in kept.Zip(received.Values))
        {
            if (sample.Value == "stale") Assert.Null(value);
            else Assert.InRange(value!.Value, Around(sample.Value, -1), Around(sample.Value, 1));
        }
    }

    [Fact]
    public async Task A_history_that_was_killed_half_way_goes_on_with_the_same_command()
    {
        using var folder = new TemporaryFolder();
        using var killed = new CancellationTokenSource();
        await using var receiver = await Receiver.StartAsync(
            (number, _) => number <= 6 || killed.IsCancellationRequested ? Task.CompletedTask : Task.Delay(Timeout.Infinite, killed.Token).ContinueWith(_ => { }, TaskScheduler.Default));
        string[] command =
        [
            "backfill", "--no-scrape-series", "--format", "remote-write", "--url", receiver.Url.ToString(), "--duration", "5h", "--scenario", "anomaly_detection", "--label", "job=x", "--resume", folder.File("sent"),
        ];
        await using (var first = RunningProgram.StartSimulator([.. command, "--end", InstantText.Format(_end)]))
        {
            await first.PollAsync("request that is not answered", () => Task.FromResult(receiver.Requests.Count > 6 ? "" : null));
            first.Signal("KILL");
            await first.Process.WaitForExitAsync();
        }

        var before = await File.ReadAllTextAsync(folder.File("sent"));
        await killed.CancelAsync();
        await using var second = RunningProgram.StartSimulator(command);
        await second.Process.WaitForExitAsync();
        Assert.True(second.Process.ExitCode == 0, second.Written);

        using var record = JsonDocument.Parse(before);
        var seed = record.RootElement.GetProperty("seed").GetRawText();
        var acknowledged = DateTimeOffset.Parse(record.RootElement.GetProperty("acknowledged").GetString()!, CultureInfo.InvariantCulture);
        Assert.InRange(acknowledged, _end.AddHours(-Hours).AddMinutes(1), _end.AddMinutes(-1));
        Assert.Equal(await ExpectedAsync(folder, seed), SentSamples.Of(receiver));
        // A window that was acknowledged as a whole is not sent again.
        Assert.All(receiver.Samples.Where(sample => sample.Key.Timestamp < acknowledged.ToUnixTimeMilliseconds()), sample => Assert.Equal(1, sample.Value.Times));
    }

    [Fact]
    public async Task A_receiver_is_reached_over_TLS_when_its_certificate_is_trusted()
    {
        using var folder = new TemporaryFolder();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var wanted = new CertificateRequest("CN=receiver", key, HashAlgorithmName.SHA256);
        wanted.CertificateExtensions.Add(names.Build());
        using var certificate = wanted.CreateSelfSigned(_end.AddDays(-1), _end.AddDays(1));
        await using var receiver = await Receiver.StartAsync(certificate: certificate);
        string[] command = ["backfill", "--no-scrape-series", "--format", "remote-write", "--url", receiver.Url.ToString(), "--duration", "1h", "--end", InstantText.Format(_end), "--seed", "3"];
        Assert.StartsWith("https://", receiver.Url.ToString(), StringComparison.Ordinal);

        await using var stranger = RunningProgram.StartSimulator(command);
        await stranger.Process.WaitForExitAsync();
        Assert.Equal(
            $"{receiver.Url} makes no TLS connection. Check that it uses https, and that this machine trusts its certificate for this name. SSL_CERT_FILE can name a file with more trusted certificates.\n"
            + "Nothing is acknowledged.\n",
            stranger.Written);
        Assert.Empty(receiver.Requests);

        await using var friend = RunningProgram.Start(
            "/usr/bin/env", "coreutils",
            ["SSL_CERT_FILE=" + folder.Write("receiver.pem", certificate.ExportCertificatePem()), Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator"), .. command]);
        await friend.Process.WaitForExitAsync();
        Assert.True(friend.Process.ExitCode == 0, friend.Written);
        Assert.Equal(36 * 360, receiver.Samples.Count);
    }

    private async Task<SortedDictionary<(string Series, long Timestamp), string>> BackfillAsync(TemporaryFolder folder, string url)
    {
        var ran = await Ran.Async(
            "backfill", "--no-scrape-series", "--format", "remote-write", "--url", url, "--duration", "5h", "--end", InstantText.Format(_end), "--seed", "3", "--scenario", "anomaly_detection", "--label", "job=x");
        Assert.True(ran.Status == 0, ran.Error);
        return await ExpectedAsync(folder, "3");
    }

    private async Task<SortedDictionary<(string Series, long Timestamp), string>> ExpectedAsync(TemporaryFolder folder, string seed)
    {
        var ran = await Ran.Async(
            "generate", "--format", "csv", "--output", folder.File("csv"), "--duration", "5h", "--start", InstantText.Format(_end.AddHours(-Hours)), "--seed", seed, "--scenario",
            "anomaly_detection", "--label", "job=x");
        Assert.True(ran.Status == 0, ran.Error);
        return SentSamples.Expected(await File.ReadAllTextAsync(folder.File("csv")));
    }

    private static (RunningProgram Program, int Port) StartPrometheus(TemporaryFolder folder, string storage, bool self, bool receives = true)
    {
        var port = FreePort.Find();
        var scrape = self ? string.Create(CultureInfo.InvariantCulture, $"scrape_configs: [{{job_name: self, scrape_interval: 1s, static_configs: [{{targets: ['localhost:{port}']}}]}}]\n") : "global: {}\n";
        string[] arguments =
        [
            "--config.file=" + folder.Write("prometheus.yml", storage + scrape), string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=localhost:{port}"),
            "--storage.tsdb.path=" + folder.File("data"), .. receives ? ["--web.enable-remote-write-receiver"] : Array.Empty<string>(),
        ];
        return (RunningProgram.Start("/usr/bin/prometheus", "prometheus", arguments), port);
    }

    private static Task<string> WaitForScrapeAsync(RunningProgram prometheus, int port) => prometheus.PollAsync<string>("scrape", async () =>
    {
        var answer = await Client.GetStringAsync($"http://localhost:{port}/api/v1/query?query=up");
        return answer.Contains("\"1\"", StringComparison.Ordinal) ? answer : null;
    });

    private static string NameOf(JsonElement series) => $"{{{string.Join(
        ", ", series.GetProperty("metric").EnumerateObject().Select(label => $"{label.Name}=\"{label.Value.GetString()}\"").Order(StringComparer.Ordinal))}}}";

    private static string Seconds(DateTimeOffset instant) => instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static double Around(string text, int sign)
    {
        var value = double.Parse(text, CultureInfo.InvariantCulture);
        return value + sign * Math.Abs(value) * VictoriaMetricsPrecision;
    }
}
