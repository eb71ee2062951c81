using System.Collections.Immutable;
using MetricsSimulator.Cli.Http;

namespace MetricsSimulator.Cli.Notifications;

/// <summary>A webhook for Alertmanager. It writes a line for every alert in a notification. Thread-safe.</summary>
/// <param name="time">The clock.</param>
/// <param name="write">Receives each line.</param>
internal sealed class NotificationReceiver(TimeProvider time, Action<string> write)
{
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
            ("/" or "/health", _) => new Problem(StatusCodes.Status405MethodNotAllowed, "POST a notification to /, as Alertmanager does, or GET /health.").WriteAsync(context),
            _ => new Problem(StatusCodes.Status404NotFound, "The paths are / for notifications of Alertmanager, and /health.").WriteAsync(context),
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
        var (read, problem) = await RequestBody.ReadAsync(context);
        using var body = read;
        ImmutableArray<NotifiedAlert> alerts = [];
        if (body is not null)
        {
            alerts = NotifiedAlert.ReadAll(body.RootElement, out var error);
            if (error is not null) problem = Problem.OfFields([error]);
        }

        if (problem is not null)
        {
            await problem.WriteAsync(context);
            return;
        }

        lock (_lock)
        {
            foreach (var alert in alerts) write(alert.ToString());
        }

        context.Response.StatusCode = StatusCodes.Status200OK;
    }
}
