using MetricsSimulator.Cli.Rules;
using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/api/v1/rules</c>: the rules for the metrics of the run, as the command <c>rules</c> writes them. Thread-safe.</summary>
/// <param name="live">The run.</param>
internal sealed class RulesEndpoint(LiveRun live)
{
    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context) => Body.WriteAsync(context, StatusCodes.Status200OK, "application/yaml", RuleSet.Of(live.Run).ToYaml());
}
