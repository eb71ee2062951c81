using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Scoring.Judging;

/// <summary>One run with many seeds, with the samples that scrapes leave. Its files are read once. Thread-safe.</summary>
/// <param name="run">The run with any seed and start.</param>
internal sealed class ScoredRuns(Run run)
{
    /// <summary>The model with any seed and start.</summary>
    public SimulationModel Model => run.Model;

    /// <summary>The run with a seed. It begins at <see cref="ScorePlan.RunStart"/>, or with the histories if something in its scenario comes only once, which should come in the judged time.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="plan">What is scored.</param>
    public RecordedRun Of(ulong seed, ScorePlan plan)
    {
        var start = GoesOnTheSame(run.Model.Scenario) ? plan.RunStart : plan.From;
        var model = run.Scenario is { } scenario ? run.Configuration.ToModel(seed, start, scenario).Model! : run.Configuration.ToModel(seed, start);
        return new RecordedRun(run with { Model = model }, []).WithScrapes(ScrapeConfiguration.Of(run, run.Configuration.Server.Port));
    }

    /// <summary>Whether the run with a seed has no anomalies in the judged time.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="plan">What is scored.</param>
    public bool HasNoAnomalies(ulong seed, ScorePlan plan)
    {
        var recorded = Of(seed, plan);
        return AnomaliesOf(recorded, RunSpan.Between(recorded, plan.From, plan.Time.To).EndTick).All(anomaly => anomaly.Start < plan.Time.From);
    }

    /// <summary>The anomalies of a part of a run.</summary>
    /// <param name="recorded">The run.</param>
    /// <param name="endTick">The end of the part, which begins with the run.</param>
    public static IReadOnlyList<Anomaly> AnomaliesOf(RecordedRun recorded, long endTick) => new AnomalySchedule(recorded.Run.Model, recorded.Changes).Between(0, endTick);

    private static bool GoesOnTheSame(Scenario scenario) =>
        scenario.Repeats || (scenario.Phases.Length == 1 && scenario.Anomalies.Concat(scenario.Phases[0].Anomalies).All(anomaly => anomaly.Timing?.After is null));
}
