using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Cli.Http;

/// <summary>Which path and method is answered by what. Thread-safe.</summary>
internal sealed class Endpoints
{
    private const string Controlled = "/api/";

    private readonly Route[] _routes;
    private readonly ControlGuard _guard;

    /// <summary>Creates the endpoints of a run.</summary>
    /// <param name="live">The run.</param>
    /// <param name="time">The clock.</param>
    /// <param name="options">How it is served.</param>
    public Endpoints(LiveRun live, TimeProvider time, ServeOptions options)
    {
        var server = live.Run.Configuration.Server;
        _guard = new ControlGuard(server.Host, options.Token);
        var metrics = new MetricsEndpoint(new ExpositionCache(live.Simulator, server.Timestamps), time, options);
        var anomalies = new AnomaliesEndpoint(live);
        var scenarios = new ScenariosEndpoint(live);
        _routes =
        [
            new("/", IndexPage.AnswerAsync),
            new("/metrics", metrics.AnswerAsync),
            new("/metrics/truth", new TruthEndpoint(live).AnswerAsync),
            new("/health", new HealthEndpoint(live.Simulator, time, options.Push).AnswerAsync),
            new("/config", new ConfigurationEndpoint(live).AnswerAsync),
            new("/history", new HistoryEndpoint(live).AnswerAsync),
            new("/api/v1/anomalies", ("GET", anomalies.ListAsync), ("POST", anomalies.InjectAsync)),
            new("/api/v1/anomalies/*", ("GET", anomalies.ShowAsync), ("DELETE", anomalies.EndAsync)),
            new("/api/v1/scenarios", scenarios.ListAsync),
            new("/api/v1/scenario", ("GET", scenarios.ShowAsync), ("PUT", scenarios.SwitchAsync)),
            new("/api/v1/journal", new JournalEndpoint(live).AnswerAsync),
        ];
    }

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        var isControlled = path.StartsWith(Controlled, StringComparison.Ordinal);
        var isReading = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        // Before anything else: who may not change the state is not told what there is to be changed.
        if (isControlled && !isReading && _guard.Refusal(context) is { } refusal) return refusal.WriteAsync(context);

        var last = "";
        var route = _routes.FirstOrDefault(route => route.IsMatch(path, out last));
        if (route is null) return RefuseAsync(context, isControlled, StatusCodes.Status404NotFound, "Not found. See / for what there is.");
        if (route.Find(context.Request.Method) is { } answer) return answer(context, last);
        context.Response.Headers.Allow = route.Allow;
        return RefuseAsync(context, isControlled, StatusCodes.Status405MethodNotAllowed, $"Allowed here: {route.Allow}.");
    }

    private static Task RefuseAsync(HttpContext context, bool isControlled, int status, string detail) =>
        isControlled ? new Problem(status, detail).WriteAsync(context) : Body.WriteAsync(context, status, Body.PlainText, detail + "\n");
}
