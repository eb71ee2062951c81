using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Scoring.Jobs;
using MetricsSimulator.Cli.Scoring.Pages;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Cli.Scoring.Reports;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/api/v1/score</c>: scores alert rules on simulated histories, one request at a time. Thread-safe.</summary>
internal sealed class ScoreEndpoint(LiveRun live, ScoreJobs jobs)
{
    private const int MaximumBytes = 1 << 18;

    /// <summary>POST: starts to score.</summary>
    public async Task StartAsync(HttpContext context)
    {
        var (read, problem) = await RequestBody.ReadAsync(context, MaximumBytes);
        using var body = read;
        if (body is null)
        {
            await problem!.WriteAsync(context);
            return;
        }

        if (jobs.Programs(out var missing) is not { } programs) problem = new Problem(StatusCodes.Status503ServiceUnavailable, missing!);
        else if (jobs.Last is { State: "running" } other) problem = Conflict(other);
        else if (ScoreRequest.Read(body.RootElement, live.Run, out var errors) is not { } request) problem = Problem.OfFields(errors);
        else if (await RefusalOfAsync(request, programs, context.RequestAborted) is { } refusal) problem = refusal;
        else if (jobs.TryStart(request.Plan, request.Run, programs, request.IncidentsPerDay, request.Requirements, request.WantsReport) is not { } job) problem = jobs.Last is { State: "running" } running ? Conflict(running) : new Problem(StatusCodes.Status503ServiceUnavailable, "The simulator ends.");
        else
        {
            // Relative to the path of the request, so that it works behind a proxy that adds a prefix.
            context.Response.Headers.Location = "score";
            await AnswerAsync(context, StatusCodes.Status202Accepted, job);
            return;
        }

        await problem.WriteAsync(context);
    }

    /// <summary>GET: how far it is, and the scores when it is done.</summary>
    public Task ShowAsync(HttpContext context) => AnswerAsync(context, StatusCodes.Status200OK, jobs.Last);

    /// <summary>GET of the report: the page with pictures.</summary>
    public async Task ShowReportAsync(HttpContext context)
    {
        if (jobs.Last is not { Report: { } report, Pictures: { Length: > 0 } pictures })
        {
            await new Problem(StatusCodes.Status409Conflict, "There is no report. POST rules to /api/v1/score with \"report\": true, and wait until its state is done.").WriteAsync(context);
            return;
        }

        using var page = new MemoryStream();
        ScorePage.Write(page, report, pictures);
        context.Response.Headers.CacheControl = "no-store";
        await Body.WriteAsync(context, StatusCodes.Status200OK, "text/html; charset=utf-8", System.Text.Encoding.UTF8.GetString(page.GetBuffer(), 0, (int)page.Length));
    }

    /// <summary>DELETE: ends it.</summary>
    public async Task EndAsync(HttpContext context)
    {
        if (jobs.Last is not { } job)
        {
            await new Problem(StatusCodes.Status404NotFound, "Nothing has been scored. POST rules to /api/v1/score.").WriteAsync(context);
            return;
        }

        if (job.Ended.IsCompleted)
        {
            await new Problem(StatusCodes.Status409Conflict, $"Nothing is being scored. The last score is {job.State}.").WriteAsync(context);
            return;
        }

        job.Cancel();
        await job.Ended;
        await AnswerAsync(context, StatusCodes.Status200OK, job);
    }

    private static Problem Conflict(ScoreJob job) => new(StatusCodes.Status409Conflict, string.Create(
        CultureInfo.InvariantCulture,
        $"{job.Plan.Judged.Length} {(job.Plan.Judged.Length == 1 ? "alert is" : "alerts are")} being scored on {job.Plan.Seeds.Length} {(job.Plan.Seeds.Length == 1 ? "seed" : "seeds")} since {InstantText.Format(job.Started)}, {100 * job.Done / Math.Max(1, job.Steps)} % done. Wait for it, or end it with DELETE /api/v1/score."));

    // Prometheus's own checker says what is wrong with expressions.
    private static async Task<Problem?> RefusalOfAsync(ScoreRequest request, PrometheusPrograms programs, CancellationToken cancellation)
    {
        string? folder = null;
        try
        {
            folder = Directory.CreateTempSubdirectory("metrics-simulator-").FullName;
            return await RuleCheck.RunAsync(programs.Tool, request.Rules, folder, cancellation) is { } refusal ? Problem.OfFields([new FieldError("rules", refusal.TrimEnd('.'))]) : null;
        }
        catch (PrometheusException exception)
        {
            return new Problem(StatusCodes.Status503ServiceUnavailable, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Problem(StatusCodes.Status503ServiceUnavailable, $"Rules cannot be checked: {exception.Message.TrimEnd('.')}. Start the simulator with TMPDIR set to a folder in which it may write.");
        }
        finally
        {
            if (folder is not null) Directory.Delete(folder, recursive: true);
        }
    }

    private static Task AnswerAsync(HttpContext context, int status, ScoreJob? job) => JsonAnswer.WriteAsync(context, status, JsonAnswer.ContentType, json => Write(json, job));

    private static void Write(Utf8JsonWriter json, ScoreJob? job)
    {
        json.WriteStartObject();
        json.WriteString("state", job?.State ?? "none");
        if (job is not null) WriteProgress(json, job);
        json.WriteEndObject();
    }

    private static void WriteProgress(Utf8JsonWriter json, ScoreJob job)
    {
        json.WriteString("started", InstantText.Format(job.Started));
        json.WriteNumber("steps", job.Steps);
        json.WriteNumber("steps_done", job.Done);
        if (job.Failure is { } failure) json.WriteString("failure", failure);
        if (job.Report is { } report)
        {
            json.WriteBoolean("report", job.Pictures.Length > 0);
            json.WritePropertyName("result");
            ScoreJson.Write(json, report);
        }
    }
}
