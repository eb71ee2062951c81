using System.Globalization;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

[Trait("needs", "programs")]
public sealed class LiveVictoriaMetricsTest
{
    [Fact]
    public async Task A_VictoriaMetrics_that_scrapes_the_simulator_answers_about_all_five_metrics()
    {
        using var folder = new TemporaryFolder();
        await using var live = await LiveScrape.StartAsync(folder, (scrape, port) => RunningProgram.Start(
            "/usr/bin/victoria-metrics", "victoria-metrics",
            "-promscrape.config=" + scrape, string.Create(CultureInfo.InvariantCulture, $"-httpListenAddr=localhost:{port}"),
            "-storageDataPath=" + folder.File("data"), "-search.latencyOffset=0s"));
        await live.QueryAsync("up", value => value == 1);
        await live.QueryAsync("sum(increase(otel_claude_code_token_usage_tokens_total[10s]))", value => value > 5000);
        await live.QueryAsync("sum(increase(otel_claude_code_cost_usd[10s]))", value => value > 0);
        await live.QueryAsync("sum(otel_claude_code_tool_usage_total)", value => value > 0);
        Assert.Equal(5, (await live.QueryAsync("count(otel_claude_code_error_total)", _ => true)).Values.Single());
        Assert.Equal(11, (await live.QueryAsync("count(otel_claude_code_session_duration_seconds_bucket)", _ => true)).Values.Single());
    }
}
