using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Cli.Rules;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>
/// Which alerts fire over a history: each expression is one range query of a Prometheus that starts on the history, evaluated once a minute, and an alert fires once its
/// expression has had a value for as long as it must hold. Recordings are put in where they are read.
/// </summary>
internal static class EvaluatedAlerts
{
    private const int Minute = 60;

    // A fixed one, so that a seed always gives the same samples; no Prometheus runs before.
    private static readonly DateTimeOffset s_end = new(2025, 12, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a history of a run and evaluates rules over the end of it.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="history">The length of the history.</param>
    /// <param name="judged">How much of it is judged; the rest is there to look back on.</param>
    /// <param name="run">Arguments that say what is run.</param>
    /// <returns>The alerts that fire at some time, by name; and how many evaluations had a value.</returns>
    public static async Task<(string[] Firing, int Values)> Async(RuleFile rules, TimeSpan history, TimeSpan judged, params string[] run)
    {
        using var folder = new TemporaryFolder();
        var written = await Ran.Async(
            ["backfill", "--duration", $"{history.TotalHours}h", "--end", $"{s_end:yyyy-MM-dd'T'HH:mm:ss'Z'}", "--output", folder.File("data"), "--label", "job=claude-code", "--label", "instance=localhost:19090", .. run]);
        Assert.True(written.Status == 0, written.Error);
        var port = FreePort.Find();
        await using var prometheus = RunningProgram.Start(
            "/usr/bin/prometheus", "prometheus", "--config.file=" + folder.Write("prometheus.yml", "global: {}\n"), string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=localhost:{port}"),
            "--storage.tsdb.path=" + folder.File("data"), "--storage.tsdb.retention.time=100y");
        using var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };
        await prometheus.PollAsync("readiness", () => client.GetStringAsync("-/ready")!);

        var recorded = new Dictionary<string, string>(StringComparer.Ordinal);
        var firing = new List<string>();
        var values = 0;
        foreach (var rule in rules.Groups.SelectMany(group => group.Rules))
        {
            var expression = recorded.OrderByDescending(one => one.Key.Length).Aggregate(rule.Expression, (text, one) => text.Replace(one.Key, $"({one.Value})", StringComparison.Ordinal));
            if (rule is RecordingRule recording) recorded.Add(recording.Name, expression);
            if (rule is not AlertRule alert) continue;
            var held = await QueryAsync(client, expression, s_end - judged, s_end);
            values += held.Sum(instance => instance.Length);
            if (held.Any(instance => Fires(instance, (long)alert.For.TotalSeconds))) firing.Add(alert.Name);
        }

        return ([.. firing.Distinct().Order(StringComparer.Ordinal)], values);
    }

    private static async Task<long[][]> QueryAsync(HttpClient client, string expression, DateTimeOffset start, DateTimeOffset end)
    {
        // Beside the scrapes, as evaluations are.
        var (from, to) = (start.ToUnixTimeSeconds() + 7, end.ToUnixTimeSeconds() - 1);
        using var body = new FormUrlEncodedContent([new("query", expression), new("start", $"{from}"), new("end", $"{to}"), new("step", $"{Minute}")]);
        using var answer = await client.PostAsync("api/v1/query_range", body);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.True(answer.IsSuccessStatusCode, $"{expression}: {json.RootElement}");
        return [.. json.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Select(series => series.GetProperty("values").EnumerateArray().Select(value => value[0].GetInt64()).ToArray())];
    }

    private static bool Fires(long[] held, long wait)
    {
        var since = 0L;
        for (var i = 0; i < held.Length; i++)
        {
            if (i == 0 || held[i] > held[i - 1] + Minute) since = held[i];
            if (held[i] - since >= wait) return true;
        }

        return false;
    }
}
