using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Cli.Scoring.Jobs;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Scoring.Judging;
using MetricsSimulator.Test.Scoring.Evaluation;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Scoring.Judging;

/// <summary>Rules on the histories of a scenario, from its text to the judgements: with files, and a Prometheus for each history.</summary>
internal static class ScoredScenario
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What is scored.</summary>
    /// <param name="rules">A file of rules.</param>
    /// <param name="scenario">A scenario.</param>
    /// <param name="length">The length of the judged time.</param>
    /// <param name="seeds">The seeds.</param>
    public static (ScorePlan Plan, Run Run) PlanOf(string rules, ScenarioDraft scenario, TimeSpan length, params ImmutableArray<ulong> seeds)
    {
        var configuration = ConfigurationReader.BuiltIn;
        var result = configuration.ToModel(1, Start, scenario);
        Assert.True(result.Model is not null, string.Join('\n', result.Errors));
        var run = new Run(configuration, result.Model) { Scenario = scenario };
        var ordered = RuleOrder.Of(EvaluatedHistory.Rules(rules).Groups);
        var judged = JudgedAlerts.Of(ordered, null, null, [.. AnomalyKinds.All.Select(kind => kind.Name)], [], out var errors);
        Assert.Empty(errors);
        return (new ScorePlan(ordered, judged, seeds, new JudgedTime(Start, Start + length, JudgedTime.DefaultGrace)), run);
    }

    /// <summary>Scores it.</summary>
    public static async Task<SeedJudgement[]> JudgeAsync(ScorePlan plan, Run run)
    {
        Assert.True(PrometheusPrograms.Find(Environment.GetEnvironmentVariable("PATH"), out var missing) is not null, missing);
        var programs = PrometheusPrograms.Find(Environment.GetEnvironmentVariable("PATH"), out _)!;
        OtherPrograms.ExpectAllowed(programs.Server);
        using var folder = new TemporaryFolder();
        return await new ScoreRun(plan, new SeedJudge(plan, new ScoredRuns(run), new HistoryEvaluation(plan.Rules, programs, TimeProvider.System), folder.Path, TimeProvider.System)).RunAsync(null, TestContext.Current.CancellationToken);
    }
}
