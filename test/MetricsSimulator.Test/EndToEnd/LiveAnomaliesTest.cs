using System.Globalization;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>A real Prometheus sees the anomalies of anomaly_detection, whose two hours pass in eighty seconds.</summary>
[Trait("needs", "programs")]
[Trait("takes", "minutes")]
public sealed class LiveAnomaliesTest
{
    // The interval between scrapes and their timeout, in seconds: 45 simulated ones, so that the shortest anomaly, of 90, has a scrape whatever happens.
    private const double Interval = 0.5;

    [Fact]
    public async Task A_Prometheus_sees_the_anomalies_of_the_scenario()
    {
        using var folder = new TemporaryFolder();
        await using var live = await LiveScrape.StartAsync(
            folder,
            (scrape, port) => RunningProgram.Start(
                "/usr/bin/prometheus", "prometheus", "--config.file=" + scrape,
                string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=localhost:{port}"), "--storage.tsdb.path=" + folder.File("data")),
            (["--scenario", "anomaly_detection", "--seed", "1", "--time-scale", "90"], "500ms"));

        // The outage is the last but one, after 106 minutes. The cascade follows before two hours have passed.
        await live.QueryAsync("count_over_time(up[5m])", count => count > 80);
        await live.QueryAsync("count_over_time(up[5m])", count => count > 2 * 82);

        async Task<double> Value(string promql) => (await live.QueryAsync(promql, _ => true)).Values.Single();
        Assert.Equal(6, await Value("sum(resets(otel_claude_code_token_usage_tokens_total[5m]))"));
        Assert.Equal(0, await Value("sum(resets(otel_claude_code_tool_usage_total[5m]))"));
        // Two series of six are gone at once, where without staleness they would be seen five minutes longer.
        Assert.Equal(4, await Value("min_over_time(count(otel_claude_code_token_usage_tokens_total)[5m:250ms])"));
        // Outage and truncation last 120 and 90 simulated seconds, 2.7 and 2 scrapes, each one more or less. They answer at once: a scrape that ran into its
        // timeout failed because the machine is busy.
        var durations = await live.SamplesAsync("scrape_duration_seconds[5m]");
        Assert.InRange((await live.SamplesAsync("up[5m]")).Count(up => up.Value == 0 && durations[up.Key] < Interval), 3, 7);
        await live.QueryAsync("up", up => up == 1);
        Assert.Equal(59, await Value("max_over_time(count(otel_claude_code_tool_usage_total)[5m:250ms])"));
        Assert.True(await Value("count_over_time((otel_claude_code_active_sessions != otel_claude_code_active_sessions)[5m:250ms])") >= 2);
    }
}
