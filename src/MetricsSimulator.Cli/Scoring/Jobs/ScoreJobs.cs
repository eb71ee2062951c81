using System.Collections.Immutable;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Scoring.Scores;

namespace MetricsSimulator.Cli.Scoring.Jobs;

/// <summary>Scorings that a server runs, one at a time. It remembers the last. Thread-safe.</summary>
/// <param name="path">The value of <c>PATH</c>, on which the programs of Prometheus are; null for none.</param>
/// <param name="wall">The system's clock.</param>
internal sealed class ScoreJobs(string? path, TimeProvider wall) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private ScoreJob? _last;

    /// <summary>The job that runs, or ran last; null if there was none.</summary>
    public ScoreJob? Last
    {
        get
        {
            lock (_lock) return _last;
        }
    }

    /// <summary>The programs of Prometheus.</summary>
    /// <param name="missing">Which is missing, and how to install it; null if both are there.</param>
    public PrometheusPrograms? Programs(out string? missing) => PrometheusPrograms.Find(path, out missing);

    /// <summary>Starts a job, unless one runs.</summary>
    /// <param name="plan">What is scored.</param>
    /// <param name="run">The run with any seed.</param>
    /// <param name="programs">The programs of Prometheus.</param>
    /// <param name="incidentsPerDay">The incidents a day that precision supposes.</param>
    /// <param name="requirements">What each alert must achieve.</param>
    /// <param name="wantsReport">Whether a page with pictures is wanted, which asks Prometheus more.</param>
    /// <returns>The job; null if another runs, or the server ends.</returns>
    public ScoreJob? TryStart(ScorePlan plan, Run run, PrometheusPrograms programs, double incidentsPerDay, ImmutableArray<Requirement> requirements, bool wantsReport)
    {
        lock (_lock)
        {
            if (_stop.IsCancellationRequested || _last is { Ended.IsCompleted: false }) return null;
            _last?.Dispose();
            return _last = ScoreJob.Start(plan, run, programs, incidentsPerDay, requirements, wantsReport, wall, _stop.Token);
        }
    }

    /// <summary>Ends the job that runs, and waits until its processes and its folder are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        ScoreJob? last;
        lock (_lock)
        {
            if (_stop.IsCancellationRequested) return;
            _stop.Cancel();
            last = _last;
        }

        if (last is not null) await last.Ended;
        last?.Dispose();
    }
}
