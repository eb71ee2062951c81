using System.Text.Json;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary><c>score --prometheus-url</c>, with a real Prometheus on a history that was written before.</summary>
[Trait("needs", "programs")]
public sealed class ScoreOwnPrometheusTest
{
    private const string Sessions = "otel_claude_code_active_sessions";

    private const string Rules = $$"""
        groups:
          - name: known
            rules:
              - {alert: Down, expr: up == 0, for: 1m, annotations: {detects: 'outage, truncated'} }
              - {alert: DownTooLong, expr: up == 0, for: 5m, annotations: {detects: 'outage'} }
              - {alert: NaN, expr: '{{Sessions}} != {{Sessions}}', annotations: {detects: '*:active_sessions'} }
              - {alert: Recorded, expr: 'sessions:max > 1'}
              - {record: 'sessions:max', expr: 'max({{Sessions}})'}
        """;

    // Runs that are scored begin a day before the judged time.
    private static readonly string[] s_run = ["--scenario", "incidents", "--seed", "1", "--start", "2026-01-05T00:00:00Z", "--duration", "3d"];

    [Fact]
    [Trait("takes", "seconds")]
    public async Task The_history_of_a_Prometheus_has_the_detections_that_the_simulated_one_has()
    {
        using var folder = new TemporaryFolder();
        var rules = folder.Write("rules.yml", Rules);
        var span = s_run[..4].Append("--start").Append(s_run[5]).ToArray();
        Assert.Equal(0, (await Ran.Async(["backfill", .. span, "--duration", "3d", "--end", "2026-01-08T00:00:00Z", "--output", folder.File("data")])).Status);
        var prometheus = await HistoryPrometheus.StartAsync(folder);
        await using (prometheus) await CompareAsync(folder, rules, prometheus.Url);
        var gone = await ScoreAsync(rules, "--prometheus-url", prometheus.Url, "--incidents", folder.File("incidents.csv"));
        Assert.Equal((1, "", $"--prometheus-url: {prometheus.Url} cannot be reached: Connection refused. Check that it runs, and the address.\n"), (gone.Status, gone.Output, gone.Error));
    }

    private static async Task CompareAsync(TemporaryFolder folder, string rules, string url)
    {
        var simulated = AlertsOf(await ScoreAsync(rules, "--start", "2026-01-06T00:00:00Z", "--duration", "2d", "--seeds", "1", "--format", "json"));
        foreach (var format in (string[])["incidents", "json", "csv"])
        {
            var truth = folder.Write($"incidents.{format}", (await Ran.Async(["truth", .. s_run, "--format", format])).Output);
            var own = AlertsOf(await ScoreAsync(rules, "--prometheus-url", url, "--incidents", truth, "--start", "2026-01-06T00:00:00Z", "--duration", "2d", "--format", "json"));
            foreach (var alert in (string[])["Down", "DownTooLong"])
            {
                Assert.True(own[alert].GetProperty("judged").GetInt32() >= 2);
                foreach (var figure in (string[])["judged", "detected", "too_short", "missed", "recall", "delay_median", "delay_p95", "delay_worst", "recall_5m", "flaps"])
                    Assert.Equal((alert, figure, simulated[alert].GetProperty(figure).GetRawText()), (alert, figure, own[alert].GetProperty(figure).GetRawText()));
            }

            // By time alone it is judged on all anomalies of its metric, of which it finds those that make it no number.
            Assert.Equal(simulated["NaN"].GetProperty("detected").GetInt32(), own["NaN"].GetProperty("detected").GetInt32());
            Assert.All(own["Down"].EnumerateObject(), figure => Assert.DoesNotMatch("false_|firing_share|precision|^f1|nab|masked|aftermath", figure.Name));
            Assert.EndsWith("does not have in this time; what rules record is taken as it is there, so load the rules of sessions:max there, or write the expression into the alert", own["Recorded"].GetProperty("not_scored").GetString(), StringComparison.Ordinal);
        }

        foreach (var format in (string[])["table", "csv", "junit"])
        {
            var ran = await ScoreAsync(rules, "--prometheus-url", url, "--incidents", folder.File("incidents.csv"), "--format", format, "--require", "recall>=0.1");
            Assert.Equal(3, ran.Status);
            Assert.DoesNotMatch("(?i)false_per_day|false/day|precision|firing_share", ran.Output);
        }
    }

    private static Dictionary<string, JsonElement> AlertsOf(Ran ran)
    {
        Assert.True(ran.Status == 0, ran.Error);
        return JsonDocument.Parse(ran.Output).RootElement.GetProperty("alerts").EnumerateArray().ToDictionary(alert => alert.GetProperty("alert").GetString()!);
    }

    private static Task<Ran> ScoreAsync(params string[] arguments) =>
        Ran.InAsync(context => context with { Variable = Environment.GetEnvironmentVariable, Time = TimeProvider.System }, ["score", .. arguments]);
}
