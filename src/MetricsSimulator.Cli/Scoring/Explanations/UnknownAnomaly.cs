using System.Globalization;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Cli.Scoring.Explanations;

/// <summary>The error for an anomaly that is not in its run.</summary>
internal static class UnknownAnomaly
{
    private const int MostNames = 20;

    /// <summary>The error, with the anomalies that there are; null if the anomaly is one of them.</summary>
    /// <param name="name">The anomaly.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="plan">What is scored.</param>
    public static string? ErrorOf(AnomalyName name, ScoredRuns runs, ScorePlan plan)
    {
        var recorded = runs.Of(name.Seed, plan);
        var anomalies = ScoredRuns.AnomaliesOf(recorded, RunSpan.Between(recorded, plan.From, plan.Time.To).EndTick);
        if (anomalies.Any(anomaly => anomaly.Id == name.Id)) return null;
        string[] names = [.. anomalies.Where(anomaly => anomaly.Start >= plan.Time.From).Select(anomaly => new AnomalyName(name.Seed, anomaly.Id).ToString())];
        if (names.Length == 0) return string.Create(CultureInfo.InvariantCulture, $"--explain: the run of seed {name.Seed} has no anomalies in the judged time.");
        var nearest = Spelling.Nearest(name.ToString(), names) is { } near ? $" Did you mean {near}?" : "";
        var more = names.Length <= MostNames ? "" : string.Create(CultureInfo.InvariantCulture, $" and {names.Length - MostNames} more");
        return string.Create(CultureInfo.InvariantCulture, $"--explain: the run of seed {name.Seed} has no anomaly '{PrintableText.Of(name.Id)}'.{nearest} It has {string.Join(", ", names.Take(MostNames))}{more}.");
    }
}
