using System.Collections.Immutable;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Cli.Notifications;

/// <summary>A webhook for Alertmanager. It prints a line for every alert in a notification. Thread-safe.</summary>
/// <param name="time">The clock.</param>
/// <param name="print">Prints whole lines; false if they cannot be printed.</param>
/// <param name="tell">Receives a line for each notification that is refused.</param>
internal sealed class NotificationReceiver(TimeProvider time, Func<string, bool> print, Action<string> tell)
{
    /// <summary>The most bytes of a notification: about 9000 alerts of the usual size.</summary>
    public const int MaximumBytes = 1 << 22;

    private readonly Lock _lock = new();
    private readonly long _started = time.GetTimestamp();

    /// <summary>Answers a request: notifications on <c>/</c>, and <c>/health</c>.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        var isReading = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        return (context.Request.Path.Value ?? "/", isReading) switch
        {
            ("/health", true) => AnswerHealthAsync(context),
            ("/", false) when HttpMethods.IsPost(context.Request.Method) => TakeAsync(context),
            ("/" or "/health", _) => RefuseAsync(context, new Problem(StatusCodes.Status405MethodNotAllowed, "POST a notification to /, as Alertmanager does, or GET /health.")),
            _ => RefuseAsync(context, new Problem(StatusCodes.Status404NotFound, "The paths are / for notifications of Alertmanager, and /health.")),
        };
    }

    private Task AnswerHealthAsync(HttpContext context) => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonAnswer.ContentType, json =>
    {
        json.WriteStartObject();
        json.WriteString("status", "healthy");
        json.WriteString("uptime", HealthEndpoint.Uptime(time.GetElapsedTime(_started)));
        json.WriteEndObject();
    });

    private async Task TakeAsync(HttpContext context)
    {
        var (read, problem) = await RequestBody.ReadAsync(context, MaximumBytes);
        using var body = read;
        if (problem?.Status == StatusCodes.Status413PayloadTooLarge)
            problem = problem with { Detail = problem.Detail + " Set max_alerts under webhook_configs of Alertmanager, or let group_by make smaller groups." };
        ImmutableArray<NotifiedAlert> alerts = [];
        if (body is not null)
        {
            alerts = NotifiedAlert.ReadAll(body.RootElement, out var errors);
            if (!errors.IsEmpty) problem = Problem.OfFields(errors);
        }

        // Alertmanager sends it again after such an answer.
        if (problem is null && !Print(alerts)) problem = new Problem(StatusCodes.Status503ServiceUnavailable, "The notification cannot be printed. Send it again later.");
        if (problem is null) context.Response.StatusCode = StatusCodes.Status200OK;
        else await RefuseAsync(context, problem);
    }

    private bool Print(ImmutableArray<NotifiedAlert> alerts)
    {
        lock (_lock) return alerts.IsEmpty || print(string.Concat(alerts.Select(alert => alert + "\n")));
    }

    private Task RefuseAsync(HttpContext context, Problem problem)
    {
        if (HttpMethods.IsPost(context.Request.Method)) tell(PrintableText.Of($"Refused a notification: {problem.Detail}"));
        return problem.WriteAsync(context);
    }
}
