using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/config</c>: the configuration of the run, as YAML that <c>--config</c> can read, or as JSON for a client that prefers it. Thread-safe.</summary>
/// <param name="live">The run.</param>
/// <param name="truth">Says who may see the seed, the scenario and the changes.</param>
internal sealed class ConfigurationEndpoint(LiveRun live, TruthGuard truth)
{
    private const string Yaml = "application/yaml";
    private const string Json = "application/json";

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        var run = live.Run;
        var effective = truth.Shows(context) ? new EffectiveConfiguration(run.Configuration, run.Model, run.PlayedFromAnywhere) : live.Beginning.WithoutTruth(run);
        var type = Representation.Choose(context, Yaml, Json, Representation.Readable);
        return Body.WriteAsync(context, StatusCodes.Status200OK, type, type == Json ? effective.ToJson() : effective.ToYaml());
    }
}
