using System.Text.Json;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Cli.Scoring.Watching;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/api/v1/alerts</c>: when alerts are pending and firing, as the Prometheus that scrapes the run has it. Thread-safe.</summary>
/// <param name="live">The run.</param>
/// <param name="prometheus">The Prometheus; null for none.</param>
internal sealed class AlertsEndpoint(LiveRun live, RemotePrometheus? prometheus)
{
    private const int MaximumBytes = 1 << 18;

    // An alert with an instance for each of a million series would make an answer that nobody can read.
    private const int MostInstances = 200;

    // The page asks again after a few seconds, and whoever waits holds a connection.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>GET: which Prometheus it is, or how to start one.</summary>
    public Task ShowAsync(HttpContext context) => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonAnswer.ContentType, json =>
    {
        json.WriteStartObject();
        json.WriteString("prometheus", prometheus?.Name);
        json.WriteStartArray("start");
        var commands = CommandsFor(context);
        json.WriteStringValue(commands.Write);
        json.WriteStringValue(commands.Start);
        json.WriteStringValue(commands.Serve);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>POST: evaluates the alerts of a file.</summary>
    public async Task EvaluateAsync(HttpContext context)
    {
        if (prometheus is null)
        {
            var commands = CommandsFor(context);
            await new Problem(StatusCodes.Status409Conflict, $"The simulator knows no Prometheus that scrapes it. Start one, and start the simulator with --prometheus-url beside its other options:\n{commands.Write}\n{commands.Start}\n{commands.Serve}").WriteAsync(context);
            return;
        }

        var (read, problem) = await RequestBody.ReadAsync(context, MaximumBytes);
        using var body = read;
        if (body is null) await problem!.WriteAsync(context);
        else if (AlertsRequest.Read(body.RootElement, live.Simulator.Status.Instant, out var errors) is not { } request) await Problem.OfFields(errors).WriteAsync(context);
        else await EvaluateAsync(context, request, prometheus);
    }

    private static async Task EvaluateAsync(HttpContext context, AlertsRequest request, RemotePrometheus prometheus)
    {
        using var patience = new CancellationTokenSource(s_patience);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, patience.Token);
        try
        {
            var refused = new List<string>();
            var alerts = await new AlertWatch(request.Rules, prometheus).RunAsync(request.Step, request.From, request.To, refused, end.Token);
            if (refused.Count > 0) await Problem.OfFields([.. refused.Select(text => new FieldError("rules", text))]).WriteAsync(context);
            else await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonAnswer.ContentType, json => Write(json, request, prometheus, alerts));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            await new Problem(StatusCodes.Status504GatewayTimeout, $"{prometheus.Name} did not evaluate the alerts within {s_patience.TotalSeconds} seconds. Ask for a shorter span, a longer step, or fewer alerts.").WriteAsync(context);
        }
        catch (PrometheusException exception)
        {
            await new Problem(StatusCodes.Status502BadGateway, exception.Message).WriteAsync(context);
        }
    }

    private ScrapeCommands CommandsFor(HttpContext context) => new(live.Run, context.Connection.LocalPort);

    private static void Write(Utf8JsonWriter json, AlertsRequest request, RemotePrometheus prometheus, IEnumerable<WatchedAlert> alerts)
    {
        json.WriteStartObject();
        json.WriteString("prometheus", prometheus.Name);
        json.WriteString("from", InstantText.Format(request.From));
        json.WriteString("to", InstantText.Format(request.To));
        json.WriteStartArray("alerts");
        foreach (var alert in alerts) Write(json, alert, request.From);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, WatchedAlert alert, DateTimeOffset from)
    {
        var (definition, activity) = (alert.Definition, alert.Trace.Activity);
        json.WriteStartObject();
        json.WriteString("alert", definition.Name);
        json.WriteString("group", alert.Rule.Group.Name);
        json.WriteString("expression", definition.Expression);
        json.WriteNumber("for", definition.For.TotalSeconds);
        json.WriteNumber("keep_firing_for", definition.KeepFiringFor.TotalSeconds);
        json.WriteNumber("interval", alert.Schedule.Interval.TotalSeconds);
        WriteTexts(json, "metrics", alert.Metrics);
        WriteTexts(json, "remarks", alert.Remarks);
        var (written, more) = (0, 0);
        json.WriteStartArray("instances");
        for (var i = 0; i < activity.InstanceCount; i++)
        {
            // The evaluations before the span only tell the states at its beginning.
            AlertSpan[] spans = [.. alert.Trace.SpansOf(i).Where(span => alert.Schedule.InstantOf(span.End) > from)];
            if (spans.Length == 0) continue;
            if (written++ >= MostInstances) more++;
            else Write(json, alert.Schedule, activity.LabelsOf(i), spans);
        }

        json.WriteEndArray();
        json.WriteNumber("more", more);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, EvaluationSchedule schedule, SortedLabels labels, AlertSpan[] spans)
    {
        json.WriteStartObject();
        json.WriteStartObject("labels");
        for (var i = 0; i < labels.Count; i++) json.WriteString(labels.NameAt(i), labels.ValueAt(i));
        json.WriteEndObject();
        json.WriteStartArray("spans");
        foreach (var span in spans)
        {
            json.WriteStartObject();
            json.WriteString("state", span.IsFiring ? "firing" : "pending");
            json.WriteString("from", InstantText.Format(schedule.InstantOf(span.First)));
            if (span.End < schedule.Count) json.WriteString("to", InstantText.Format(schedule.InstantOf(span.End)));
            else json.WriteNull("to");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
