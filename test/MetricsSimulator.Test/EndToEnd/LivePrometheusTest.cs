using System.Globalization;
using MetricsSimulator.Configuration;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Test.Guile;
using MetricsSimulator.Test.Statistics;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

[Trait("needs", "programs")]
public sealed class LivePrometheusTest
{
    private const double Window = 20;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_Prometheus_that_scrapes_the_simulator_answers_about_all_five_metrics_and_recovers_the_rate(bool inScheme)
    {
        using var folder = new TemporaryFolder();
        await using var live = await (inScheme ? StartSchemeAsync(folder, StartPrometheus) : LiveScrape.StartAsync(folder, StartPrometheus));

        RunningProgram StartPrometheus(string scrape, int port) => Start(folder, scrape, port);

        await live.QueryAsync("up", value => value == 1);
        await live.QueryAsync("count_over_time(otel_claude_code_cost_usd{model=\"claude-3-opus\"}[1m])", value => value > Window + 1);

        await ExpectRateAsync(live, "token_usage");
        await ExpectRateAsync(live, "cost");

        Assert.Equal(9, (await live.QueryAsync("otel_claude_code_tool_usage_total", _ => true)).Count);
        Assert.Equal(5, (await live.QueryAsync("otel_claude_code_error_total", _ => true)).Count);
        Assert.Single(await live.QueryAsync("otel_claude_code_session_duration_seconds_count", _ => true));
        Assert.Single(await live.QueryAsync("otel_claude_code_session_duration_seconds_sum", _ => true));
        Assert.Equal(6, (await live.QueryAsync("count(otel_claude_code_token_usage_tokens_total)", _ => true)).Values.Single());
        foreach (var counter in (string[])["token_usage_tokens_total", "cost_usd", "tool_usage_total", "error_total", "session_duration_seconds_bucket"])
            Assert.Equal(0, (await live.QueryAsync($"sum(resets(otel_claude_code_{counter}[1m]))", _ => true)).Values.Single());
        var cumulative = await live.QueryAsync("otel_claude_code_session_duration_seconds_bucket{le=\"+Inf\"} - ignoring(le) otel_claude_code_session_duration_seconds_count", _ => true);
        Assert.Equal(0, cumulative.Values.Single());
    }

    [Fact]
    public async Task A_Prometheus_joins_a_metric_with_what_an_info_says()
    {
        using var folder = new TemporaryFolder();
        var configuration = folder.Write(
            "info.yaml",
            """
            simulator:
              update_interval: 0.1
              seed: 7
              metrics:
                build: {type: info, name: claude_code_build_info, labels: {version: [1.2.0]}}
            """);
        await using var live = await LiveScrape.StartAsync(folder, (scrape, port) => Start(folder, scrape, port), (["--config", configuration], "1s"));
        var joined = await live.QueryAsync("sum by (version) (otel_claude_code_tool_usage_total * on (instance) group_left (version) claude_code_build_info)", value => value > 0);
        Assert.Equal("{\"version\":\"1.2.0\"}", Assert.Single(joined).Key);
        Assert.Equal(1, Assert.Single(await live.QueryAsync("claude_code_build_info", _ => true)).Value);
    }

    private static RunningProgram Start(TemporaryFolder folder, string scrape, int port) => RunningProgram.Start(
        "/usr/bin/prometheus", "prometheus",
        "--config.file=" + scrape, string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=localhost:{port}"), "--storage.tsdb.path=" + folder.File("data"));

    private static async Task<LiveScrape> StartSchemeAsync(TemporaryFolder folder, Func<string, int, RunningProgram> receiver)
    {
        var simulator = GuileScript.Start("--port", "0", "--seed", "7", "--update-interval", LiveScrape.Tick.ToString(CultureInfo.InvariantCulture));
        return await LiveScrape.StartAsync(folder, receiver, simulator, await GuileScript.PortAsync(simulator), "1s");
    }

    private static async Task ExpectRateAsync(LiveScrape live, string key)
    {
        var counter = (CounterDefinition)ConfigurationReader.BuiltIn.Metrics.Single(metric => metric.Key == key);
        var perSecond = counter.Rate.Per.TotalSeconds;
        // The run is one or two minutes old at the query, so drift and noise had at most two minutes to move the path.
        var moments = counter.Rate.Process.MomentsAfter(TimeSpan.FromMinutes(2));
        var expected = counter.Rate.Process.InitialValue / perSecond;
        var moved = (Math.Abs(moments.Mean - counter.Rate.Process.InitialValue) + 5 * moments.StandardDeviation) / perSecond;
        // The window may begin and end within a tick, and each series shows whole steps of its resolution.
        var cut = 2 * LiveScrape.Tick / (Window - 1) * (expected + moved) + 2 * counter.Resolution * counter.Labels.Count / (Window - 1);
        var rate = await live.QueryAsync(string.Create(CultureInfo.InvariantCulture, $"sum(rate({counter.Name}[{Window}s]))"), _ => true);
        Expect.Within($"rate of {key}", rate.Values.Single(), expected, moved + cut);
    }
}
