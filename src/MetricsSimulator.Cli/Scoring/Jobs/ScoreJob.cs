using System.Collections.Immutable;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Cli.Scoring.Pages;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Cli.Scoring.Reports;
using MetricsSimulator.Scoring.Scores;

namespace MetricsSimulator.Cli.Scoring.Jobs;

/// <summary>A scoring that goes on beside other work, in a folder of its own, which is gone when it ends. Thread-safe.</summary>
internal sealed class ScoreJob : IProgress<HistoryProgress>, IDisposable
{
    private readonly CancellationTokenSource _stop;
    private long _done;

    private ScoreJob(ScorePlan plan, DateTimeOffset started, CancellationToken stop)
    {
        (Plan, Started) = (plan, started);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
    }

    /// <summary>What is scored.</summary>
    public ScorePlan Plan { get; }

    /// <summary>When it started.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>The number of steps that it takes; see <see cref="ScoreRun.Steps"/>.</summary>
    public long Steps { get; private init; }

    /// <summary>The number of steps that are done.</summary>
    public long Done => Interlocked.Read(ref _done);

    /// <summary>Completes when it has ended, for whatever reason.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>The scores; null until it has ended, and if it failed or was cancelled.</summary>
    public ScoreReport? Report { get; private set; }

    /// <summary>The pictures of its page; empty if none is wanted.</summary>
    public SeedPictures[] Pictures { get; private init; } = [];

    /// <summary>Why it failed, as sentences; null if it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>Its state: <c>running</c>, <c>done</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    public string State => !Ended.IsCompleted ? "running" : Report is not null ? "done" : Failure is not null ? "failed" : "cancelled";

    /// <summary>Starts one.</summary>
    /// <param name="plan">What is scored.</param>
    /// <param name="run">The run with any seed.</param>
    /// <param name="programs">The programs of Prometheus.</param>
    /// <param name="incidentsPerDay">The incidents a day that precision supposes.</param>
    /// <param name="requirements">What each alert must achieve.</param>
    /// <param name="wantsReport">Whether a page with pictures is wanted.</param>
    /// <param name="wall">The system's clock.</param>
    /// <param name="stop">Ends it.</param>
    public static ScoreJob Start(ScorePlan plan, Run run, PrometheusPrograms programs, double incidentsPerDay, ImmutableArray<Requirement> requirements, bool wantsReport, TimeProvider wall, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("metrics-simulator-").FullName;
        var pictures = wantsReport ? SeedPictures.Of(plan) : [];
        var scoring = new ScoreRun(plan, new SeedJudge(plan, new ScoredRuns(run), new HistoryEvaluation(plan.Rules, programs, wall), folder, wall, seed => Array.Find(pictures, picture => picture.Seed == seed)));
        var job = new ScoreJob(plan, wall.GetUtcNow(), stop) { Steps = scoring.Steps, Pictures = pictures };
        job.Ended = Task.Run(() => job.RunAsync(scoring, incidentsPerDay, requirements, folder), CancellationToken.None);
        return job;
    }

    /// <summary>Asks it to end.</summary>
    public void Cancel() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    void IProgress<HistoryProgress>.Report(HistoryProgress value) => Interlocked.Exchange(ref _done, value.Steps);

    private async Task RunAsync(ScoreRun scoring, double incidentsPerDay, ImmutableArray<Requirement> requirements, string folder)
    {
        try
        {
            Report = ScoreReport.Of(Plan, await scoring.RunAsync(this, _stop.Token), incidentsPerDay, requirements);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Its state says so.
        }
        catch (PrometheusException exception)
        {
            Failure = exception.Message;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Failure = $"The histories cannot be written: {exception.Message}";
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failure = $"The simulator failed: {exception.Message}";
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
