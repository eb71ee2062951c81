using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/config</c>: the configuration that runs, as YAML that can be fed back, or as JSON when asked. Thread-safe.</summary>
internal sealed class ConfigurationEndpoint(LiveRun live)
{
    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.Vary = "Accept";
        var run = live.Run;
        var effective = new EffectiveConfiguration(run.Model, run.Configuration.RetentionPeriod, run.Configuration.Server, run.PlayedFromAnywhere);
        return WantsJson(context.Request)
            ? Body.WriteAsync(context, StatusCodes.Status200OK, "application/json", effective.ToJson())
            : Body.WriteAsync(context, StatusCodes.Status200OK, "application/yaml", effective.ToYaml());
    }

    private static bool WantsJson(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(accept => accept.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) && accept.Quality is not 0);
}
