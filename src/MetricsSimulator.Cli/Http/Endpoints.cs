using System.Collections.Immutable;
using System.Net;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Server;

namespace MetricsSimulator.Cli.Http;

/// <summary>The list of endpoints. It routes requests, and provides the texts of the index page and of refusals.</summary>
internal sealed class Endpoints
{
    private const string Controlled = "/api/";

    private readonly ControlGuard _guard;
    private readonly HostGuard _host;
    private readonly TruthGuard _truth;
    private readonly ErrorLog _errors;

    /// <summary>Creates the endpoints of a run.</summary>
    /// <param name="live">The run.</param>
    /// <param name="time">The clock of the simulation.</param>
    /// <param name="options">The options of the server.</param>
    public Endpoints(LiveRun live, TimeProvider time, ServeOptions options)
    {
        var server = live.Run.Configuration.Server;
        _guard = new ControlGuard(server.Host, options.Token);
        _host = new HostGuard(_guard, !string.IsNullOrEmpty(options.Token) && !options.IsTokenDrawn, Dns.GetHostName());
        _truth = new TruthGuard(_guard, options.HidesTruth);
        _errors = new ErrorLog(options);
        var metrics = new MetricsEndpoint(new ExpositionCache(live.Simulator, server.Timestamps), time, options);
        var answers = new ComputedAnswers(options);
        var anomalies = new AnomaliesEndpoint(live, answers);
        var samples = new SamplesEndpoint(live, answers);
        var example = "?family=" + Uri.EscapeDataString(live.Run.Model.Metrics.FirstOrDefault()?.Key ?? live.Run.Model.Sources.SelectMany(source => source.Families).FirstOrDefault().Name ?? "");
        Streams = new StreamEndpoint(live, options) { TellsChanges = _truth.Shows };
        var scenarios = new ScenariosEndpoint(live);
        var run = new RunEndpoint(live, _truth, options.Prometheus, options.StartOver);
        var model = new ModelEndpoint(live);
        var alerts = new AlertsEndpoint(live, options.Prometheus);
        var score = new ScoreEndpoint(live, options.Scores);
        var page = new PageEndpoint("page.html", "text/html; charset=utf-8");
        Routes =
        [
            new("/", "this list; for browsers, the page", context => Representation.IsPage(context) ? page.AnswerAsync(context) : IndexPage.AnswerAsync(context, Routes)),
            new(ServedEndpoint.Metrics.Path, "the metrics, as Prometheus text or OpenMetrics 1.0", metrics.AnswerAsync),
            new("/metrics/truth", "the active anomalies, the scenario and its phase, as metrics", new TruthEndpoint(live, options.Export).AnswerAsync),
            new(ServedEndpoint.Health.Path, "status, uptime, tick and number of series, as JSON", new HealthEndpoint(live.Simulator, time, options).AnswerAsync),
            new("/history", "the samples of the last hour, as OpenMetrics with timestamps; ?duration=10m for another span, ?match[]=NAME for some series", new HistoryEndpoint(live, answers).AnswerAsync),
            new(ServedEndpoint.Configuration.Path, "the configuration of the run, with defaults filled in, as YAML or JSON", new ConfigurationEndpoint(live, _truth).AnswerAsync),
            new("/api/v1/run", "the run: its seed, start, tick and scenario; POST starts it over", ("GET", run.ShowAsync), ("POST", run.StartOverAsync)),
            new("/api/v1/model", "the configuration without what the scenario changes; PATCH changes it", ("GET", model.ShowAsync), ("PATCH", model.ChangeAsync)),
            new("/api/v1/anomalies", "the anomalies, past, active and planned; POST injects one", ("GET", anomalies.ListAsync), ("POST", anomalies.InjectAsync)),
            new("/api/v1/anomalies/{id}", "one anomaly; DELETE ends it", ("GET", anomalies.ShowAsync), ("DELETE", anomalies.EndAsync)),
            new("/api/v1/anomaly-kinds", "the kinds of anomalies, their magnitudes, and the metrics on which they can act", new AnomalyKindsEndpoint(live).ListAsync),
            new("/api/v1/events", "the log events of a workload in the last hour; ?since=TIME for others, ?limit=N for fewer or more", new EventsEndpoint(live, answers).AnswerAsync),
            new("/api/v1/metrics", "the metrics, with their keys and their names in Prometheus", new MetricListEndpoint(live).ListAsync),
            new("/api/v1/samples", "curves of one metric as JSON, as in ?family=NAME; ?from, ?to and ?step choose the span, ?by=LABEL one curve for each value of a label", samples.AnswerAsync) { Example = example },
            new("/api/v1/twin", "the same curves of the clean twin, the run without its anomalies", samples.AnswerTwinAsync) { Example = example },
            new("/api/v1/moments", "the mean, the standard deviation and the bands of a curve, as theory gives them, up to a day ahead", new MomentsEndpoint(live).AnswerAsync) { Example = example },
            new("/api/v1/stream", "each tick as it comes, as server-sent events; each ?family=NAME adds the curves of a metric", Streams.AnswerAsync),
            new("/api/v1/scenarios", "the scenarios that can be played", scenarios.ListAsync),
            new("/api/v1/scenario", "the scenario that is played; PUT plays another", ("GET", scenarios.ShowAsync), ("PUT", scenarios.SwitchAsync)),
            new("/api/v1/rules", "the alert rules for the metrics, as YAML for Prometheus", new RulesEndpoint(live).AnswerAsync),
            new("/api/v1/alerts", "the Prometheus that scrapes this run; POST evaluates the alerts of a file of rules there", ("GET", alerts.ShowAsync), ("POST", alerts.EvaluateAsync)),
            new("/api/v1/score", "the last score of alert rules; POST scores rules, DELETE ends that", ("GET", score.ShowAsync), ("POST", score.StartAsync), ("DELETE", score.EndAsync)),
            new("/api/v1/score/report", "the page with pictures of the last score, if it was asked for", score.ShowReportAsync),
            new("/api/v1/journal", "the run and all its changes, for generate --journal", new JournalEndpoint(live).AnswerAsync),
            new("/page.js", "the script of the page", new PageEndpoint("page.js", "text/javascript; charset=utf-8").AnswerAsync),
            new("/page.css", "the style of the page", new PageEndpoint("page.css", "text/css; charset=utf-8").AnswerAsync),
        ];
    }

    /// <summary>The endpoints, in the order of the list.</summary>
    public ImmutableArray<Route> Routes { get; }

    /// <summary>The streams.</summary>
    public StreamEndpoint Streams { get; }

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        try
        {
            await (Refusal(context, out var answer)?.WriteAsync(context) ?? answer!(context));
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await new Problem(exception.StatusCode, exception.Message).WriteAsync(context);
        }
        catch (Exception exception) when (!(exception is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested))
        {
            _errors.Write(context, exception);
            // An answer that has begun cannot be taken back, so it breaks off.
            if (context.Response.HasStarted) context.Abort();
            else await new Problem(StatusCodes.Status500InternalServerError, "The simulator failed to answer. Its standard error says why.").WriteAsync(context);
        }
    }

    private Problem? Refusal(HttpContext context, out RequestDelegate? answer)
    {
        answer = null;
        var request = context.Request;
        var path = request.Path.Value ?? "/";
        var isReading = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        // Check this first: a client that may not change the run need not learn what exists.
        if (!isReading && path.StartsWith(Controlled, StringComparison.Ordinal) && _guard.Refusal(context) is { } refusal) return refusal;

        if (Routes.FirstOrDefault(route => route.Matches(request)) is not { } route)
        {
            var known = Routes.Select(route => route.Path).ToArray();
            var suggestion = Spelling.Nearest(path, known) is { } nearest ? $" Did you mean {nearest}?" : "";
            return new Problem(StatusCodes.Status404NotFound, $"There is no {path}.{suggestion} The paths are {string.Join(", ", known)}.");
        }

        answer = route.Find(request.Method);
        if (answer is not null) return _host.Refusal(context, route.Path) ?? _truth.Refusal(context, route.Path);
        context.Response.Headers.Allow = route.Allow;
        return new Problem(StatusCodes.Status405MethodNotAllowed, $"{route.Path} answers {route.Allow}, not {request.Method}.");
    }
}
