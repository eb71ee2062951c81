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

    // A fixed time, so that a seed always gives the same samples.
    private static readonly DateTimeOffset s_end = new(2025, 12, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a history of a run and evaluates rules over the end of it.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="history">The length of the history.</param>
    /// <param name="judged">The length of its last part, over which rules are evaluated; they may look back over the rest.</param>
    /// <param name="run">Arguments that say what is run.</param>
    /// <returns>The alerts that fire at some time, by name; and how many evaluations had a value.</returns>
    public static async Task<(string[] Firing, int Values)> Async(RuleFile rules, TimeSpan history, TimeSpan judged, params string[] run)
    {
        using var folder = new TemporaryFolder();
        // The telemetry of a team has a label job itself.
        var isTeam = run.Contains("--workload", StringComparer.Ordinal);
        var written = await Ran.Async(
            ["backfill", "--duration", $"{history.TotalHours}h", "--end", $"{s_end:yyyy-MM-dd'T'HH:mm:ss'Z'}", "--output", folder.File("data"), .. isTeam ? Array.Empty<string>() : ["--label", "job=claude-code", "--label", "instance=localhost:19090"], .. run]);
        Assert.True(written.Status == 0, written.Error);
        await using var prometheus = await HistoryPrometheus.StartAsync(folder);

        var firing = new List<string>();
        var values = 0;
        foreach (var (rule, write) in HistoryPrometheus.Inlined(rules))
        {
            if (rule is not AlertRule alert) continue;
            // Beside the scrapes, as evaluations are.
            var held = await prometheus.RangeAsync(write(rule.Expression), (s_end - judged).ToUnixTimeSeconds() + 7, s_end.ToUnixTimeSeconds() - 1, Minute);
            values += held.Sum(instance => instance.Length);
            if (held.Any(instance => Fires(instance, (long)alert.For.TotalSeconds))) firing.Add(alert.Name);
        }

        return ([.. firing.Distinct().Order(StringComparer.Ordinal)], values);
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
