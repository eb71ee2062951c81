using System.Text;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Scoring.Evaluation;

/// <summary>Evaluates rules over a history that begins at the Unix epoch, with evaluations at multiples of their interval, as promtool does.</summary>
internal static class EvaluatedHistory
{
    private static readonly PrometheusPrograms s_programs = new("/usr/bin/prometheus", ExternalTool.Promtool.Path);

    /// <summary>Reads a file of rules, which must be valid.</summary>
    public static RuleFile Rules(string yaml)
    {
        var result = RuleFileReader.Read(Encoding.UTF8.GetBytes(yaml), "rules.yml");
        Assert.True(result.File is not null, string.Join('\n', result.Errors));
        return result.File;
    }

    /// <summary>Evaluates rules over series.</summary>
    public static async Task<HistoryActivity> OfAsync(string rules, string[] series, TimeSpan interval, TimeSpan length, PrometheusPrograms? programs = null, Action<int>? evaluated = null)
    {
        using var folder = new TemporaryFolder();
        TestSeries.Write(folder.Path, [.. series.Select(TestSeries.Parse)], interval);
        return await OfAsync(rules, folder.Path, length, programs, evaluated);
    }

    /// <summary>Evaluates rules over the blocks in a folder.</summary>
    public static Task<HistoryActivity> OfAsync(string rules, string folder, TimeSpan length, PrometheusPrograms? programs = null, Action<int>? evaluated = null)
    {
        OtherPrograms.ExpectAllowed(s_programs.Server);
        if (!File.Exists(s_programs.Server)) Assert.Fail($"{s_programs.Server} is missing. Install it: sudo apt-get install --yes prometheus");
        var evaluation = new HistoryEvaluation(RuleOrder.Of(Rules(rules).Groups), programs ?? s_programs, TimeProvider.System);
        return evaluation.RunAsync(
            folder, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch + length, rule => HistoryEvaluation.ScheduleOf(rule.Group, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch + length, TimeSpan.Zero),
            null, evaluated, TestContext.Current.CancellationToken);
    }
}
