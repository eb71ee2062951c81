using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.Http;

/// <summary>Which path is answered by what. Thread-safe.</summary>
internal sealed class Endpoints
{
    private const string AllowedMethods = "GET, HEAD";

    private readonly Dictionary<string, Func<HttpContext, Task>> _byPath;

    /// <summary>Creates the endpoints of a run.</summary>
    public Endpoints(Run run, LiveSimulator simulator, TimeProvider time)
    {
        var metrics = new MetricsEndpoint(new ExpositionCache(simulator, run.Configuration.Server.Timestamps));
        var health = new HealthEndpoint(simulator, time);
        var configuration = new ConfigurationEndpoint(run);
        _byPath = new Dictionary<string, Func<HttpContext, Task>>(StringComparer.Ordinal)
        {
            ["/"] = IndexPage.AnswerAsync,
            ["/metrics"] = metrics.AnswerAsync,
            ["/health"] = health.AnswerAsync,
            ["/config"] = configuration.AnswerAsync,
        };
    }

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        if (!_byPath.TryGetValue(context.Request.Path.Value ?? "/", out var answer))
            return Body.WriteAsync(context, StatusCodes.Status404NotFound, Body.PlainText, "Not found. See / for what there is.\n");
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)) return answer(context);
        context.Response.Headers.Allow = AllowedMethods;
        return Body.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, Body.PlainText, $"Allowed here: {AllowedMethods}.\n");
    }
}
